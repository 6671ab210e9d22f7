extern alias runtime;

using System.Reflection;
using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Backends.IlGpu;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Tests.Harness;

namespace FastGrad.Compiler.Tests;

/// <summary>What every primitive and every operation must have; who adds one and forgets a place reads its name here.</summary>
public class CompletenessTests
{
    /// <summary>One of each kind, on operands it takes. A new primitive goes here first.</summary>
    private static readonly Dictionary<Type, (Primitive Primitive, string Operands)> _samples = new()
    {
        [typeof(InputLeaf)] = (new InputLeaf(0), "leaf"),
        [typeof(TargetLeaf)] = (new TargetLeaf(), "leaf"),
        [typeof(ParameterLeaf)] = (new ParameterLeaf(0), "leaf"),
        [typeof(Map)] = (new Map(Build.Multiply(Build.X, Build.X), new TensorType(Shape.Of(4), true)), "vector"),
        [typeof(Reduce)] = (new Reduce(ReduceKind.Sum), "vector"),
        [typeof(BatchReduce)] = (new BatchReduce(ReduceKind.Sum), "vector"),
        [typeof(Product)] = (new Product(ProductForm.Forward), "vector matrix"),
        [typeof(Pick)] = (new Pick(), "vector index"),
        [typeof(View)] = (new View(Shape.Of(2, 2)), "vector"),
        [typeof(WeightLeaf)] = (new WeightLeaf(), "leaf"),
        [typeof(BufferLeaf)] = (new BufferLeaf(0), "leaf"),
        [typeof(StateLeaf)] = (new StateLeaf(0), "leaf"),
        [typeof(Constant)] = (new Constant(new EquatableArray<double>([1, 2, 3, 4])), "leaf"),
        [typeof(MatMul)] = (new MatMul(TransposeLeft: true, TransposeRight: false), "square matrix"),
        [typeof(Gather)] = (new Gather(), "matrix indices"),
        [typeof(Scatter)] = (new Scatter(3, OverBatch: false), "vector indices"),
        [typeof(Slice)] = (new Slice(0, 1, 2), "vector"),
        [typeof(Concat)] = (new Concat(0), "vector vector"),
        [typeof(Transpose)] = (new Transpose(new EquatableArray<int>([1, 0])), "square"),
        [typeof(Broadcast)] = (new Broadcast(Shape.Of(2, 3, 2)), "pair"),
        [typeof(Ir.Random)] = (new Ir.Random(0, new TensorType(Shape.Of(4), true)), "nothing"),
        [typeof(Scan)] = (Sums(), "steps"),
        [typeof(ScanLeaf)] = (Sums(), "steps"),
        [typeof(ScanResult)] = (Sums(), "steps"),
        [typeof(Detach)] = (new Detach(), "vector"),
        [typeof(Boundary)] = (new Boundary("somewhere"), "vector"),
    };

    public static TheoryData<Type> Primitives => [.. typeof(Primitive).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Primitive)) && !type.IsAbstract)];

    [Theory]
    [MemberData(nameof(Primitives))]
    public void EveryPrimitiveIsWhole(Type type)
    {
        Assert.True(_samples.TryGetValue(type, out (Primitive Primitive, string Operands) sample), $"{type.Name}: no sample in this test");
        (Primitive primitive, string operands) = sample;
        Has(type, "type rule", () => Value(primitive, operands, new GraphBuilder()));
        Has(type, "text", () => GraphPrinter.Describe(Value(primitive, operands, new GraphBuilder())));
        Has(type, "derivative", () => GraphVerifier.Verify(Differentiate.Run(Learning(primitive, operands), inputGradient: true)));
        Has(type, "lowering", () => Lower(primitive, operands, model => Assert.NotEmpty(ModelEmitter.Emit(model))));
        Has(type, "lowering for GPUs", () => Lower(primitive, operands, model => Assert.NotEmpty(GpuModelEmitter.Emit(model))));
    }

    public static TheoryData<ProductForm> Forms => [.. Enum.GetValues<ProductForm>()];

    [Theory]
    [MemberData(nameof(Forms))]
    public void EveryFormOfAProductHasADerivative(ProductForm form)
    {
        string operands = form == ProductForm.WeightGradient ? "vector vector" : "vector matrix";
        Graph graph = Differentiate.Run(Learning(new Product(form), operands), inputGradient: true);
        GraphVerifier.Verify(graph);
        Assert.Contains(Roots.InputGradient, graph.Roots.Keys);
    }

    [Fact]
    public void EveryOperationHasAMeaningATextAndADerivative()
    {
        foreach (UnaryOp op in Enum.GetValues<UnaryOp>())
        {
            Expr operand = op == UnaryOp.Not ? Build.Greater(Build.X, 0) : Build.X;
            Assert.False(string.IsNullOrEmpty(new Unary(op, operand).ToString()));
            _ = Derivative.By(0, new Unary(op, operand));
            Assert.IsNotType<Unary>(Fold.Once(new Unary(op, op == UnaryOp.Not ? new Truth(true) : new Number(0.5))));
        }
        foreach (BinaryOp op in Enum.GetValues<BinaryOp>())
        {
            bool logic = op >= BinaryOp.And;
            Expr operand = logic ? Build.Greater(Build.X, 0) : Build.X, known = logic ? new Truth(true) : new Number(0.5);
            Assert.False(string.IsNullOrEmpty(new Binary(op, operand, operand).ToString()));
            _ = Derivative.By(0, new Binary(op, operand, operand));
            Assert.IsNotType<Binary>(Fold.Once(new Binary(op, known, known)));
        }
    }

    /// <summary>Emitted code calls static members of the vector type by name: they must be there.</summary>
    [Fact]
    public void EveryOperationIsThereOnVectors()
    {
        var members = new HashSet<string>(typeof(runtime::FastGrad.Kernels.IVector<,>).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name));
        var vector = new VectorOperators(value => FormulaText(value));
        foreach (UnaryOp op in Enum.GetValues<UnaryOp>())
            Calls(vector.Apply(op, "x"), op);
        foreach (BinaryOp op in Enum.GetValues<BinaryOp>())
            Calls(vector.Apply(op, "x", "y"), op);
        Calls(vector.Select("c", "x", "y"), "Select");
        Calls(vector.MultiplyAdd("x", "y", "z"), "MultiplyAdd");

        void Calls(string text, object op)
        {
            if (!text.StartsWith("V.", StringComparison.Ordinal))
                Assert.Contains(text, new[] { "-x", "x + y", "x - y", "x * y", "x / y" });
            else
                Assert.True(members.Contains(text[2..text.IndexOf('(')]), $"{op} is written {text}, which vectors lack");
        }
    }

    /// <summary>And on GPUs functions of the device source Mathematics, in both precisions.</summary>
    [Theory]
    [InlineData(Specs.Precision.Single, "Real = float")]
    [InlineData(Specs.Precision.Double, "Real = double")]
    public void EveryOperationIsThereOnGpus(Specs.Precision precision, string alias)
    {
        var operators = new GpuOperators(CpuPrecision.Of(precision));
        string mathematics = string.Concat(GpuLibrary.Files(single: alias == "Real = float", twice: alias == "Real = double")
            .Where(file => file.Text.Contains("class Mathematics", StringComparison.Ordinal)).Select(file => file.Text));
        Assert.Contains(alias, mathematics, StringComparison.Ordinal);
        IEnumerable<string> texts = Enum.GetValues<UnaryOp>().Select(op => operators.Apply(op, "x")).Concat(Enum.GetValues<BinaryOp>().Select(op => operators.Apply(op, "x", "y")));
        foreach (string text in texts.Where(text => text.StartsWith("Mathematics.", StringComparison.Ordinal)))
        {
            string name = text["Mathematics.".Length..text.IndexOf('(')];
            Assert.True(mathematics.Contains($"public static Real {name}(Real ", StringComparison.Ordinal), $"Mathematics lacks {text}");
        }
    }

    /// <summary>And on single numbers, those of Math, or of Ops.</summary>
    [Fact]
    public void EveryOperationIsThereOnNumbers()
    {
        foreach ((Specs.Precision precision, Type math) in new[] { (Specs.Precision.Single, typeof(MathF)), (Specs.Precision.Double, typeof(Math)) })
        {
            var scalar = new ScalarOperators(CpuPrecision.Of(precision));
            IEnumerable<string> texts = Enum.GetValues<UnaryOp>().Select(op => scalar.Apply(op, "x")).Concat(Enum.GetValues<BinaryOp>().Select(op => scalar.Apply(op, "x", "y")));
            foreach (string text in texts.Where(text => text.Contains("Math", StringComparison.Ordinal)))
            {
                string call = text[(text.IndexOf(math.Name + ".", StringComparison.Ordinal) + math.Name.Length + 1)..];
                Assert.True(math.GetMethods().Any(method => method.Name == call[..call.IndexOf('(')]), $"{math.Name} lacks {call}");
            }
            const string ops = "global::FastGrad.Ops.";
            foreach (string text in texts.Where(text => text.Contains(ops, StringComparison.Ordinal)))
            {
                string call = text[(text.IndexOf(ops, StringComparison.Ordinal) + ops.Length)..];
                Assert.True(typeof(runtime::FastGrad.Ops).GetMethod(call[..call.IndexOf('(')], [typeof(double)]) is not null, $"Ops lacks {call}");
                Assert.Equal(precision == Specs.Precision.Single, text.StartsWith("(float)", StringComparison.Ordinal));
            }
        }
    }

    public static TheoryData<ReduceKind> Reductions => [.. Enum.GetValues<ReduceKind>()];

    [Theory]
    [MemberData(nameof(Reductions))]
    public void EveryReductionIsWhole(ReduceKind kind)
    {
        Has(typeof(Reduce), $"{kind} derivative", () => GraphVerifier.Verify(Differentiate.Run(Learning(new Reduce(kind), "vector"), inputGradient: true)));
        Has(typeof(Reduce), $"{kind} lowering", () => Lower(new Reduce(kind), "vector", model => Assert.NotEmpty(ModelEmitter.Emit(model))));
        Has(typeof(Reduce), $"{kind} lowering for GPUs", () => Lower(new Reduce(kind), "vector", model => Assert.NotEmpty(GpuModelEmitter.Emit(model))));
    }

    private static string FormulaText(double value) => Compiler.Formulas.FormulaText.Number(value);

    /// <summary>The primitive on its operands, which depend on the input.</summary>
    private static Node Value(Primitive primitive, string operands, GraphBuilder builder)
    {
        Node input = builder.Leaf(new InputLeaf(0), new TensorType(Shape.Of(4), true));
        Node matrix = builder.Leaf(new ParameterLeaf(0), new TensorType(Shape.Of(4, 4), false));
        Node vector = builder.Map(Build.Op(UnaryOp.Tanh, Build.X), input);
        Node Square() => builder.Add(new View(Shape.Of(2, 2)), [vector]);
        Node Indices() => builder.Leaf(new InputLeaf(1), new TensorType(Shape.Of(4), true));
        return operands switch
        {
            "leaf" => primitive is InputLeaf ? input : primitive is ParameterLeaf ? matrix
                : builder.Leaf(primitive, new TensorType(primitive is WeightLeaf ? Shape.Scalar : Shape.Of(4), primitive is not (BufferLeaf or Constant))),
            "nothing" => builder.Map(Build.Multiply(Build.X, Build.Y), builder.Add(primitive, []), vector),
            "square" => builder.Add(primitive, [Square()]),
            "pair" => builder.Add(primitive, [builder.Add(new View(Shape.Of(2, 1, 2)), [vector])]),
            "square matrix" => builder.Add(primitive, [Square(), builder.Add(new View(Shape.Of(2, 8)), [matrix])]),
            "matrix indices" => builder.Add(primitive, [matrix, Indices()]),
            "vector indices" => builder.Add(primitive, [vector, Indices()]),
            "vector" => builder.Add(primitive, [vector]),
            "vector matrix" => builder.Add(primitive, [vector, matrix]),
            "vector vector" => builder.Add(primitive, [vector, vector]),
            "steps" => builder.Add(new ScanResult(0, Stacked: true), [builder.Add(primitive, [Square(), builder.Map(new Number(0), new TensorType(Shape.Of(2), true), [])])]),
            "vector index" => builder.Add(primitive, [vector, builder.Leaf(new TargetLeaf(), new TensorType(Shape.Scalar, true))]),
            _ => throw new ArgumentException(operands),
        };
    }

    /// <summary>Over two steps of two elements, the sums so far.</summary>
    private static Scan Sums()
    {
        var body = new GraphBuilder();
        var type = new TensorType(Shape.Of(2), true);
        Node sum = body.Map(Build.Add(Build.X, Build.Y), body.Leaf(new ScanLeaf(ScanLeafKind.Element, 0), type), body.Leaf(new ScanLeaf(ScanLeafKind.State, 1), type));
        body.Root("next0", sum);
        body.Root("out0", sum);
        return new Scan(body.Build(), Steps: 2, Reverse: false);
    }

    /// <summary>A model around it: what it gives is mixed into the output.</summary>
    private static Graph Learning(Primitive primitive, string operands)
    {
        var builder = new GraphBuilder();
        Node value = Value(primitive, operands, builder);
        Node one = value.Type.Batched
            ? value.Shape.IsScalar ? value : builder.Add(new Reduce(ReduceKind.Sum), [value])
            : builder.Add(new Reduce(ReduceKind.Sum), [value]);
        Node input = builder.Leaf(new InputLeaf(0), new TensorType(Shape.Of(4), true));
        Node output = builder.Add(new Boundary(Roots.Output), [builder.Map(Build.Multiply(Build.X, Build.Y), input, one)]);
        builder.Root(Roots.Output, output);
        Node sum = builder.Add(new BatchReduce(ReduceKind.Sum), [builder.Add(new Reduce(ReduceKind.Sum), [output])]);
        builder.Root(Roots.Loss, builder.Map(Build.Multiply(Build.X, new Uniform(Uniform.InverseBatch)), sum));
        return builder.Build();
    }

    private static void Lower(Primitive primitive, string operands, Action<LoweredModel> emit)
    {
        Lower(primitive, operands, fuse: true, emit);
        Lower(primitive, operands, fuse: false, emit);
    }

    private static void Lower(Primitive primitive, string operands, bool fuse, Action<LoweredModel> emit)
    {
        Graph graph = Anchor.Run(Contract.Run(Hoist.Run(Simplify.Run(Differentiate.Run(Learning(primitive, operands), inputGradient: false)))));
        GraphVerifier.Verify(graph);
        KernelGraph kernels = Fuse.Run(graph, fuse);
        IReadOnlyList<Kernel> schedule = Schedule.Run(kernels);
        MemoryPlan memory = PlanMemory.Run(kernels, schedule);
        LoweredModel digits = Pipeline.Run(TestModels.Digits);
        var kept = new Compiler.Trace.ParameterInfo("Kept", Shape.Of(4), "new Zeros()");
        var traced = digits.Traced with
        {
            Graph = graph,
            Inputs = [new("x", Shape.Of(4), 0), new("indices", Shape.Of(4), 3)],
            Parameters = [new("Matrix", Shape.Of(4, 4), "new Zeros()")],
            Buffers = [kept],
            States = [kept],
            ExampleWeights = true,
        };
        var model = new LoweredModel(digits.Spec, traced, graph, schedule, kernels.Stored, memory);
        KernelVerifier.Verify(model);
        emit(model);
    }

    private static void Has(Type type, string what, Action use)
    {
        Exception? error = Record.Exception(use);
        Assert.True(error is null, $"{type.Name} lacks a {what}: {error?.Message}");
    }
}
