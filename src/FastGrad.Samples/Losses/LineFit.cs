namespace FastGrad.Samples.Losses;

/// <summary>A line on its way to the points.</summary>
public sealed class LineFit
{
    private readonly IModel<float, float> _model;
    private readonly OutlierData _data;
    private readonly ITrainer<float, float> _trainer;
    private readonly double _rate;

    /// <param name="name">Of the loss by which it learns.</param>
    /// <param name="model">With one layer of one input and one output.</param>
    /// <param name="data">All of it goes into each step.</param>
    public LineFit(string name, IModel<float, float> model, OutlierData data)
    {
        (Name, _model, _data) = (name, model, data);
        _trainer = model.CreateTrainer(data.X.Length);
        _rate = _trainer.Optimizer.LearningRate;
    }

    public string Name { get; }

    public double Slope => _model.Parameters["Dense1.Weight"].Values[0];

    public double Intercept => _model.Parameters["Dense1.Bias"].Values[0];

    /// <summary>How far the line is from the true one where that is farthest, which is at one end.</summary>
    public double Distance => Math.Abs(Intercept - OutlierData.Intercept) + OutlierData.Reach * Math.Abs(Slope - OutlierData.Slope);

    /// <summary>One step through all points.</summary>
    /// <param name="share">Of the learning rate: an absolute error's gradient is as large near the end as at the beginning.</param>
    public void Step(double share)
    {
        _trainer.Optimizer.LearningRate = share * _rate;
        _trainer.Step(_data.X, _data.Y);
    }
}
