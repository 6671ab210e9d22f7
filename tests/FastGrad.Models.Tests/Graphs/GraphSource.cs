using System.Globalization;
using System.Text;
using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Graphs;

/// <param name="Count">Whole numbers in [0, Count); 0 for real ones.</param>
internal sealed record GraphInput(string Name, Shape Shape, int Count);

/// <summary>
/// A model with a Forward, read off a list of numbers: any list is some model, and a shorter list a smaller one, so that FsCheck's lists shrink
/// to small models. Values stay small (what could grow goes through a tanh), or differences would have no digits.
/// </summary>
internal sealed class GraphSource
{
    private static readonly Shape[] _shapes = [new(4), new(3, 5), new(2, 3, 4), new(1), new(17), new(6, 2), new(5, 1), new(1, 4)];

    private readonly Queue<int> _genes;
    private readonly StringBuilder _body = new();
    private readonly StringBuilder _layers = new();
    private readonly List<(string Name, Shape Shape)> _values = [];
    private readonly List<(string Name, Shape Input, Shape Output)> _layerShapes = [];
    private readonly HashSet<string> _read = [];
    private int _count;

    private GraphSource(IEnumerable<int> genes) => _genes = new(genes);

    public List<GraphInput> Inputs { get; } = [];

    /// <summary>Elements of each output.</summary>
    public List<int> Outputs { get; } = [];

    public static GraphSource Decode(IEnumerable<int> genes)
    {
        var source = new GraphSource(genes);
        source.Decode();
        return source;
    }

    /// <summary>The model and its driver.</summary>
    public string Source(string name, bool isDouble)
    {
        string type = isDouble ? "double" : "float";
        string unfused = Trainers.KeepsBitsUnfused ? DriverSource(name + "Unfused", name + "Unfused", type, eager: false) : "";
        return ModelSource(name, isDouble) + DriverSource(name, name, type, eager: true) + unfused;
    }

    /// <summary>The model alone.</summary>
    public string ModelSource(string name, bool isDouble)
    {
        string parameters = string.Join(", ", Inputs.Select(input =>
            $"[Shape({Dimensions(input.Shape)}){(input.Count > 0 ? $", Indices({input.Count})" : "")}] Tensor {input.Name}"));
        string losses = Outputs.Count == 1 ? "Mse" : """Mse(Output = "First"), Mse(Output = "Second", LossWeight = 0.5)""";
        string result = Outputs.Count == 1 ? "Tensor" : "(Tensor First, Tensor Second)";
        string names = string.Join(", ", Inputs.Select(input => input.Name));
        return $$"""
            [Model(Precision = Precision.{{(isDouble ? "Double" : "Single")}}), {{losses}}, Sgd(LearningRate = 0.1)]
            public partial class {{name}}
            {
            {{_layers}}
                private {{result}} Forward({{parameters}})
                {
            {{_body}}
                }
                public {{result}} Run({{string.Join(", ", Inputs.Select(input => "Tensor " + input.Name))}}) => Forward({{names}});
            }

            """;
    }

    private string DriverSource(string name, string model, string type, bool eager)
    {
        string inputs = string.Join(", ", Inputs.Select((input, index) => $"In<{(input.Count > 0 ? "int" : type)}>(inputs[{index}])"));
        string targets = string.Join(", ", Outputs.Select((_, index) => $"In<{type}>(targets[{index}])"));
        string places = string.Concat(Outputs.Select((length, index) => $"{type}[] o{index} = new {type}[examples * {length}]; "));
        string run = string.Join(", ", Inputs.Select((_, index) => $"inputs[{index}]"));
        string eagerRun = !eager ? "throw new NotSupportedException()"
            : Outputs.Count == 1 ? $"[_model.Run({run})]" : $"_model.Run({run}) is var result ? [result.First, result.Second] : []";
        return $$"""
            public sealed class {{name}}Driver : FastGrad.Models.Tests.Graphs.GraphDriver
            {
                private readonly {{model}} _model = new(seed: 5);
                private readonly {{Trainers.TypeOf(model, "Sgd")}} _trainer;
                public {{name}}Driver() => _trainer = {{Trainers.Creation("_model", 9)}};
                public override double[] Parameters { get => Values(_model, _trainer); set => Set(_model, _trainer, value); }
                public override double[] Gradients => Values(_trainer.Gradients);
                public override double Step(double[][] inputs, double[][] targets) => (double)_trainer.Step({{inputs}}, {{targets}});
                public override double Phases(double[][] inputs, double[][] targets)
                {
                    _trainer.ZeroGradients();
                    _trainer.Forward({{inputs}});
                    double loss = (double)_trainer.Loss({{targets}});
                    _trainer.Backward();
                    return loss;
                }
                public override void Update() => _trainer.Update();
                public override double Evaluate(double[][] inputs, double[][] targets) => (double)_trainer.Evaluate({{inputs}}, {{targets}});
                public override double[][] Predict(double[][] inputs, int examples)
                {
                    {{places}}
                    {{Trainers.Predictor}}.Predict({{inputs}}, {{string.Join(", ", Outputs.Select((_, index) => $"o{index}"))}});
                    return [{{string.Join(", ", Outputs.Select((_, index) => $"Out<{type}>(o{index})"))}}];
                }
                public override Tensor[] Run(Tensor[] inputs) => {{eagerRun}};
            }

            """;
    }

    private void Decode()
    {
        int inputs = 1 + Next(3);
        for (int i = 0; i < inputs; i++)
            Inputs.Add(new GraphInput("x" + Text(i), _shapes[Next(_shapes.Length)], 0));
        bool hasIndices = Next(4) == 3;
        bool hasTwo = Next(3) == 2;
        _values.AddRange(Inputs.Select(input => (input.Name, input.Shape)));
        if (hasIndices)
            Inputs.Add(new GraphInput("k", new Shape(3), 5));
        while (_genes.Count > 0 && _count < 14)
            Step(Next(24));
        // Every model learns something.
        if (_layerShapes.Count == 0)
            Dense();
        Finish(hasTwo);
    }

    private void Finish(bool hasTwo)
    {
        List<(string Name, Shape Shape)> unread = [.. _values.Where(value => !_read.Contains(value.Name))];
        if (unread.Count == 0)
            unread.Add(_values[^1]);
        string second = "";
        if (hasTwo)
        {
            (string name, Shape shape) = unread[^1];
            Outputs.Insert(0, shape.Length);
            second = $", Ops.Flatten({name})";
        }
        Outputs.Insert(0, unread.Sum(value => value.Shape.Length));
        string all = unread.Count == 1 ? $"Ops.Flatten({unread[0].Name})" : $"Ops.Concat(0, {string.Join(", ", unread.Select(value => $"Ops.Flatten({value.Name})"))})";
        _body.AppendLine(hasTwo ? $"        return ({all}{second});" : $"        return {all};");
    }

    private void Step(int op)
    {
        (string x, Shape s) = Pick();
        int axis = s.Rank == 0 ? 0 : Next(s.Rank);
        string keep = Next(2) == 1 ? ", keepAxis: true" : "";
        switch (op)
        {
            case 0: Add($"Ops.Tanh({x})", s); break;
            case 1: Add($"Ops.Sigmoid({x}) * {x}", s); break;
            case 2: Add($"Ops.Sqrt(Ops.Square({x}) + 1)", s); break;
            case 3: Add($"Ops.Exp(Ops.Tanh({x}))", s); break;
            case 4: Binary(x, s, "+"); break;
            case 5: Binary(x, s, "-"); break;
            case 6: Binary(x, s, "*"); break;
            case 7: Binary(x, s, "max"); break;
            case 8: Binary(x, s, "/"); break;
            case 9 or 10 when s.Rank > 0:
                string[] reductions = ["Sum", "Mean", "Max", "Min", "LogSumExp", "Norm"];
                Add($"Ops.{reductions[Next(6)]}({x}, {Text(axis)}{keep})", Without(s, axis, keep.Length > 0));
                break;
            case 11 when s.Rank > 0: Add($"Ops.{(keep.Length > 0 ? "Softmax" : "LogSoftmax")}({x}, {Text(axis - s.Rank)})", s); break;
            case 12 when s.Rank > 1: Add(s.Rank == 2 ? $"Ops.Transpose({x})" : $"Ops.Transpose({x}, 0, {Text(axis)})", Swapped(s, s.Rank == 2 ? 1 : axis)); break;
            case 13 when s.Rank > 0 && s[axis] > 1:
                int start = Next(s[axis] - 1);
                int length = 1 + Next(s[axis] - start);
                Add($"Ops.Slice({x}, {Text(axis)}, {Text(start)}, {Text(length)})", With(s, axis, length));
                break;
            case 14 when s.Rank > 0 && s.Length <= 40:
                Add($"Ops.Concat({Text(axis)}, {x}, Ops.Tanh({x}))", With(s, axis, 2 * s[axis]));
                break;
            case 15 when s.Rank > 0: Add($"Ops.Reshape({x}, new Shape({Text(s.Length)}))", new Shape(s.Length)); break;
            case 16 when s.Rank > 0: Matrices(x, s); break;
            case 17 or 18: Layer(x, s); break;
            case 19 when Pick(other => other.Shape == s) is (string y, _): Add($"Ops.Where({x} > {y}, {x} * {y}, Ops.Log(1 + Ops.Square({y})))", s); break;
            case 20: Add($"{x} - Ops.BatchMean({x})", s); break;
            case 21 when s.Rank > 0 && s[0] >= 5 && Inputs.Any(input => input.Count > 0) && s.Length / s[0] * 3 <= 60:
                Add($"Ops.Gather({x}, k)", Gathered(s));
                break;
            case 22: Loop(x, s); break;
            case 23 when s.Rank > 0: Scan(x, s); break;
            default: Add($"Ops.Clamp({x}, -0.5, 0.5)", s); break;
        }
    }

    private void Binary(string x, Shape s, string op)
    {
        (string y, Shape t) = Pick(other => Joined(s, other.Shape) is Shape shape && shape.Length <= 60) ?? (x, s);
        Shape shape = Joined(s, t)!.Value;
        Add(op switch
        {
            "*" => $"Ops.Tanh({x} * {y})",
            "/" => $"{x} / (1 + Ops.Square({y}))",
            "max" => $"Ops.Maximum({x}, {y})",
            _ => $"{x} {op} {y}",
        }, shape);
    }

    private void Matrices(string x, Shape s)
    {
        if (s.Rank > 2)
        {
            Add($"Ops.Reshape({x}, new Shape({Text(s[0])}, {Text(s.Length / s[0])}))", new Shape(s[0], s.Length / s[0]));
            return;
        }
        int inner = s[s.Rank - 1];
        if (Pick(other => other.Shape.Rank is 1 or 2 && other.Shape[0] == inner && s.Length / inner * other.Shape.Length / inner <= 60) is (string y, Shape t))
            Add($"Ops.Tanh(Ops.MatMul({x}, {y}))", new Shape([.. Axes(s).Take(s.Rank - 1), .. Axes(t).Skip(1)]));
        else if (s.Rank == 2)
            Add($"Ops.Tanh(Ops.MatMul(Ops.Transpose({x}), {x}))", new Shape(inner, inner));
        else
            Add($"Ops.Tanh(Ops.MatMul({x}, {x})) * {x}", s);
    }

    private void Layer(string x, Shape s)
    {
        // Often one that is there already: its weights are shared.
        if (Next(2) == 1 && _layerShapes.FindIndex(layer => layer.Input == s) is int known and >= 0)
            Add($"{_layerShapes[known].Name}({x})", _layerShapes[known].Output);
        else if (s.Rank == 1)
            Dense(x, s);
        else
            Declare(Next(2) == 1 ? "PRelu" : "Affine", x, s, s);
    }

    private void Dense()
    {
        (string x, Shape s) = _values[^1];
        if (s.Rank != 1)
        {
            Add($"Ops.Flatten({x})", new Shape(s.Length));
            (x, s) = _values[^1];
        }
        Dense(x, s);
    }

    private void Dense(string x, Shape s)
    {
        int units = 1 + Next(9);
        Declare($"Dense({Text(units)})", x, s, new Shape(units));
    }

    private void Declare(string attribute, string x, Shape input, Shape output)
    {
        string name = "Layer" + Text(_layerShapes.Count);
        _layers.AppendLine($"    [{attribute}] private partial Tensor {name}(Tensor x);");
        _layerShapes.Add((name, input, output));
        Add($"{name}({x})", output);
    }

    private void Loop(string x, Shape s)
    {
        string name = "v" + Text(_count++);
        _body.AppendLine($"        Tensor {name} = {x};");
        _body.AppendLine($"        for (int i = 0; i < 3; i++)");
        _body.AppendLine($"            {name} = Ops.Tanh({name} * 0.5 + {x} / (i + 1.0));");
        _values.Add((name, s));
    }

    private void Scan(string x, Shape s)
    {
        Shape step = Without(s, 0, keep: false);
        string initial = step.Rank == 0 ? "Ops.Zeros(new Shape())" : $"Ops.Zeros(new Shape({Dimensions(step)}))";
        Add($"Ops.Scan({x}, {initial}, (element, state) => Ops.Tanh(element + 0.5 * state))", s);
    }

    private void Add(string expression, Shape shape)
    {
        string name = "v" + Text(_count++);
        _body.AppendLine($"        Tensor {name} = {expression};");
        _values.Add((name, shape));
    }

    private (string Name, Shape Shape) Pick()
    {
        // Late ones more often: depth.
        int back = Next(_values.Count * 2);
        (string Name, Shape Shape) value = _values[back >= _values.Count ? _values.Count - 1 : back];
        _read.Add(value.Name);
        return value;
    }

    private (string Name, Shape Shape)? Pick(Func<(string Name, Shape Shape), bool> fits)
    {
        List<(string Name, Shape Shape)> candidates = [.. _values.Where(fits)];
        if (candidates.Count == 0)
            return null;
        (string Name, Shape Shape) value = candidates[Next(candidates.Count)];
        _read.Add(value.Name);
        return value;
    }

    private int Next(int count) => _genes.Count == 0 || count < 2 ? 0 : (int)((uint)_genes.Dequeue() % (uint)count);

    private static Shape? Joined(Shape a, Shape b)
    {
        int rank = Math.Max(a.Rank, b.Rank);
        int[] axes = new int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int own = i <= a.Rank ? a[a.Rank - i] : 1, other = i <= b.Rank ? b[b.Rank - i] : 1;
            if (own != other && own != 1 && other != 1)
                return null;
            axes[rank - i] = Math.Max(own, other);
        }
        return new Shape(axes);
    }

    private static Shape Without(Shape s, int axis, bool keep) => keep ? With(s, axis, 1) : new([.. Axes(s).Where((_, own) => own != axis)]);

    private static Shape With(Shape s, int axis, int length) => new([.. Axes(s).Select((own, index) => index == axis ? length : own)]);

    private static Shape Gathered(Shape s) => new([3, .. Axes(s).Skip(1)]);

    private static Shape Swapped(Shape s, int axis)
    {
        int[] axes = [.. Axes(s)];
        (axes[0], axes[axis]) = (axes[axis], axes[0]);
        return new Shape(axes);
    }

    private static IEnumerable<int> Axes(Shape s) => Enumerable.Range(0, s.Rank).Select(axis => s[axis]);

    private static string Dimensions(Shape s) => string.Join(", ", Axes(s));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
