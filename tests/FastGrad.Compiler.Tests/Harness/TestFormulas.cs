using FastGrad.Compiler.Formulas;
using static FastGrad.Compiler.Tests.Harness.Terms;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>The library's formulas, and a user's, as trees: what the front end would hand over.</summary>
internal static class TestFormulas
{
    public static FormulaClass Dense { get; } = (Class(
        "Dense",
        FormulaKind.Layer,
        Method(
            "Forward",
            FormulaType.Tensor,
            [
                Value("x", FormulaType.Tensor),
                Trained("weight", FormulaType.Tensor, "WeightShape", "new global::FastGrad.KaimingUniformAttribute()"),
                Trained("bias", FormulaType.Tensor, "Units"),
            ],
            Return(Do(Call("Ops.MatMul", Name("x"), Name("weight")), "+", Name("bias"), FormulaType.Tensor))),
        Units) with
    { ConstructorParameters = new([new ConstructorParameter("units", "Units")]) })
        .With(WeightShape);

    public static FormulaClass Relu { get; } = Activation("Relu", Choose(Compare(Name("x"), "<=", Real(0)), Real(0), Name("x")));

    public static FormulaClass Tanh { get; } = Activation("Tanh", Call("Math.Tanh", Name("x")));

    public static FormulaClass Sigmoid { get; } = Activation("Sigmoid", Call("Ops.Sigmoid", Name("x")));

    /// <summary>One trained number for all elements.</summary>
    public static FormulaClass PRelu { get; } = Class(
        "PRelu",
        FormulaKind.Activation,
        Method(
            "Activate",
            FormulaType.Double,
            [Value("x"), Trained("slope", FormulaType.Double, initializer: "new global::FastGrad.ConstantAttribute(0.25)")],
            Return(Choose(Compare(Name("x"), ">", Real(0)), Name("x"), Do(Name("slope"), "*", Name("x"))))));

    /// <summary>A layer that computes its matrix from two parameters, and so needs that matrix's gradient in memory.</summary>
    public static FormulaClass Gated { get; } = (Class(
        "Gated",
        FormulaKind.Layer,
        Method(
            "Forward",
            FormulaType.Tensor,
            [Value("x", FormulaType.Tensor), Trained("weight", FormulaType.Tensor, "WeightShape"), Trained("gate", FormulaType.Tensor, "WeightShape")],
            Let("matrix", Do(Name("weight"), "*", Call("Ops.Sigmoid", Name("gate")), FormulaType.Tensor)),
            Return(Call("Ops.MatMul", Name("x"), Name("matrix")))),
        Units) with
    { ConstructorParameters = new([new ConstructorParameter("units", "Units")]) })
        .With(WeightShape);

    /// <summary>A layer that reads one sum twice, and the largest element besides.</summary>
    public static FormulaClass Centered { get; } = Class(
        "Centered",
        FormulaKind.Layer,
        Method(
            "Forward",
            FormulaType.Tensor,
            [Value("x", FormulaType.Tensor), Trained("scale", FormulaType.Tensor)],
            Let("sum", Call("Ops.Sum", Name("x"))),
            Let("centered", Do(Name("x"), "-", Do(Name("sum"), "/", Call("Tensor.Length", Name("x"))), FormulaType.Tensor)),
            Return(Do(
                Do(Name("centered"), "*", Name("scale"), FormulaType.Tensor), "/", Do(Do(Name("sum"), "*", Name("sum")), "+", Real(1)), FormulaType.Tensor))));

    /// <summary>A layer whose parameter has its gradient before the input has, though that reads the parameter.</summary>
    public static FormulaClass Scaled { get; } = Class(
        "Scaled",
        FormulaKind.Layer,
        Method(
            "Forward",
            FormulaType.Tensor,
            [Value("x", FormulaType.Tensor), Trained("scale", FormulaType.Tensor)],
            Return(Do(Name("scale"), "*", Name("x"), FormulaType.Tensor))));

    /// <summary>A layer that branches on a number known only when it runs.</summary>
    public static FormulaClass Signed { get; } = Class(
        "Signed",
        FormulaKind.Layer,
        Method(
            "Forward",
            FormulaType.Tensor,
            [Value("x", FormulaType.Tensor)],
            Let("positive", Compare(Call("Ops.Sum", Name("x")), ">", Real(0))),
            Return(Choose(Name("positive"), Do(Name("x"), "*", Real(2), FormulaType.Tensor), Minus(Name("x"))))));

    /// <summary>A recurrence over the rows of x.</summary>
    public static FormulaClass Recurrent { get; } = (Class(
        "Recurrent",
        FormulaKind.Layer,
        Method(
            "Forward",
            FormulaType.Tensor,
            [
                Value("x", FormulaType.Tensor),
                Trained("weight", FormulaType.Tensor, "InputShape", "new global::FastGrad.KaimingUniformAttribute()"),
                Trained("recurrent", FormulaType.Tensor, "SquareShape", "new global::FastGrad.KaimingUniformAttribute()"),
                Trained("bias", FormulaType.Tensor, "Units"),
            ],
            Return(Call(
                "Ops.Scan",
                Name("x"),
                Call("Ops.Zeros", Call("Shape.new", My("Units"))),
                Cell(
                    Let("drive", Do(Call("Ops.MatMul", Name("step"), Name("weight")), "+", Name("bias"), FormulaType.Tensor)),
                    Return(Call("Ops.Tanh", Do(Name("drive"), "+", Call("Ops.MatMul", Name("last"), Name("recurrent")), FormulaType.Tensor))))))),
        Units) with
    { ConstructorParameters = new([new ConstructorParameter("units", "Units")]) })
        .With(
            Helper("InputShape", FormulaType.Shape, [Value("x", FormulaType.Shape)], Return(Call("Shape.new", Call("Shape.Item", Name("x"), Whole(1)), My("Units")))),
            Helper("SquareShape", FormulaType.Shape, [Value("x", FormulaType.Shape)], Return(Call("Shape.new", My("Units"), My("Units")))));

    /// <summary>A layer that does not read its parameter.</summary>
    public static FormulaClass Idle { get; } = Class(
        "Idle",
        FormulaKind.Layer,
        Method(
            "Forward",
            FormulaType.Tensor,
            [Value("x", FormulaType.Tensor), Trained("unread", FormulaType.Tensor)],
            Return(Do(Name("x"), "*", Real(2), FormulaType.Tensor))));

    public static FormulaClass Mse { get; } = Class(
        "Mse",
        FormulaKind.Loss,
        Method(
            "Loss",
            FormulaType.Double,
            [Value("prediction"), Value("target")],
            Let("error", Do(Name("prediction"), "-", Name("target"))),
            Return(Do(Name("error"), "*", Name("error")))));

    public static FormulaClass CrossEntropy { get; } = Class(
        "CrossEntropy",
        FormulaKind.Loss,
        Method(
            "Loss",
            FormulaType.Double,
            [Value("logits", FormulaType.Tensor), Value("label", FormulaType.Integer)],
            Return(Do(Call("Ops.LogSumExp", Name("logits")), "-", Call("Tensor.Item", Name("logits"), Name("label"))))));

    public static FormulaClass Huber { get; } = Class(
        "Huber",
        FormulaKind.Loss,
        Method(
            "Loss",
            FormulaType.Double,
            [Value("prediction"), Value("target")],
            Let("error", Call("Math.Abs", Do(Name("prediction"), "-", Name("target")))),
            Return(Choose(
                Compare(Name("error"), "<=", My("Delta")),
                Do(Do(Real(0.5), "*", Name("error")), "*", Name("error")),
                Do(My("Delta"), "*", Do(Name("error"), "-", Do(Real(0.5), "*", My("Delta"))))))),
        new HyperParameter("Delta", FormulaType.Double, "1", new ValueRange(0, false, double.PositiveInfinity, false), "Error at which it's linear."));

    /// <summary>Of the whole output: 1 − the cosine of both.</summary>
    public static FormulaClass Cosine { get; } = Class(
        "Cosine",
        FormulaKind.Loss,
        Method(
            "Loss",
            FormulaType.Double,
            [Value("output", FormulaType.Tensor), Value("target", FormulaType.Tensor)],
            Let("both", Call("Ops.Sum", Do(Name("output"), "*", Name("target"), FormulaType.Tensor))),
            Let("size", Do(Call("Ops.Sum", Call("Ops.Square", Name("output"))), "*", Call("Ops.Sum", Call("Ops.Square", Name("target"))))),
            Return(Do(Real(1), "-", Do(Name("both"), "/", Call("Math.Sqrt", Name("size")))))));

    public static FormulaClass Sgd { get; } = Class(
        "Sgd",
        FormulaKind.Optimizer,
        Method(
            "Update",
            FormulaType.Void,
            [new FormulaParameter("weight", FormulaType.Double, ParameterRole.Reference), Value("gradient")],
            Set("weight", Do(Name("weight"), "-", Do(My("LearningRate"), "*", Name("gradient"))))),
        new HyperParameter("LearningRate", FormulaType.Double, "0.01", null));

    private static HyperParameter Units => new("Units", FormulaType.Integer, null, new ValueRange(1, true, double.PositiveInfinity, false));

    private static FormulaMethod WeightShape => Helper(
        "WeightShape",
        FormulaType.Shape,
        [Value("x", FormulaType.Shape)],
        Return(Call("Shape.new", Call("Shape.Length", Name("x")), My("Units"))));

    public static FormulaClass Activation(string name, Term value) =>
        Class(name, FormulaKind.Activation, Method("Activate", FormulaType.Double, [Value("x")], Return(value)));
}
