using System.Reflection;

namespace FastGrad.Tests.Optimizers;

/// <summary>An optimizer's formula, run as the C# that it is, on one tensor of weights whose slots it keeps.</summary>
internal sealed class Declaration
{
    private readonly OptimizerAttribute _attribute;
    private readonly MethodInfo _formula;
    private readonly ParameterInfo[] _parameters;
    private readonly Dictionary<string, double[]> _slots = [];
    private readonly Dictionary<string, double> _numbers = [];

    public Declaration(OptimizerAttribute attribute)
    {
        _attribute = attribute;
        _formula = attribute.GetType().GetMethods().Single(method => method.IsDefined(typeof(FormulaAttribute)));
        _parameters = _formula.GetParameters();
        foreach (ParameterInfo number in _parameters.Where(parameter => parameter.IsDefined(typeof(PerStepAttribute))))
            _numbers[number.Name!] = number.IsDefined(typeof(OnesAttribute)) ? 1 : 0;
    }

    public void Update(double[] weights, double[] gradients, long step)
    {
        Dictionary<string, double> before = new(_numbers);
        if (_parameters.Single(parameter => parameter.Name == "gradient").ParameterType == typeof(Tensor))
        {
            Run(0, weights.Length, values => new Tensor(new Shape(values.Length), values));
            return;
        }
        for (int i = 0; i < weights.Length; i++)
            Run(i, 1, values => values[0]);

        void Run(int start, int count, Func<double[], object> wrap)
        {
            object[] arguments = [.. _parameters.Select(parameter => parameter.Name switch
            {
                "weight" => wrap(weights[start..(start + count)]),
                "gradient" => wrap(gradients[start..(start + count)]),
                "step" => step,
                string number when before.TryGetValue(number, out double value) => value,
                _ => wrap(Slot(parameter.Name!)[start..(start + count)]),
            })];
            _formula.Invoke(_attribute, arguments);
            for (int i = 0; i < arguments.Length; i++)
            {
                string name = _parameters[i].Name!;
                if (!_parameters[i].ParameterType.IsByRef)
                    continue;
                if (_numbers.ContainsKey(name))
                    _numbers[name] = (double)arguments[i];
                else
                    Unwrap(arguments[i]).CopyTo((name == "weight" ? weights : Slot(name)).AsSpan(start));
            }
        }

        double[] Slot(string name)
        {
            if (!_slots.TryGetValue(name, out double[]? slot))
                _slots[name] = slot = new double[weights.Length];
            return slot;
        }

        static double[] Unwrap(object value) => value is Tensor tensor ? tensor.Values.ToArray() : [(double)value];
    }
}
