using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Trace;
using static FastGrad.Compiler.Tests.Harness.Build;

namespace FastGrad.Compiler.Tests.Trace;

/// <summary>How a value got its shape, in the user's words.</summary>
public class ProvenanceTests
{
    private readonly GraphBuilder _builder = new();
    private readonly Node _image;
    private readonly Node _weight;

    public ProvenanceTests()
    {
        _image = _builder.Leaf(new InputLeaf(0), new TensorType(Shape.Of(28, 28), Batched: true), "image");
        _weight = _builder.Leaf(new ParameterLeaf(0), new TensorType(Shape.Of(784, 10), Batched: false), "Head.Weight");
    }

    [Fact]
    public void LeavesAreCalledByTheirNames()
    {
        Assert.Equal("input image", Provenance.Of(_image));
        Assert.Equal("parameter Head.Weight", Provenance.Of(_weight));
        Assert.Equal("the input", Provenance.Of(_builder.Leaf(new InputLeaf(0), _image.Type, "inputs")));
        Assert.Equal("the label", Provenance.Of(_builder.Leaf(new TargetLeaf(), new TensorType(Shape.Scalar, Batched: true), "label")));
    }

    [Fact]
    public void OperationsLeadBackToNames()
    {
        Node flat = _builder.Add(new View(Shape.Of(784)), [_image]);
        Node product = _builder.Add(new Product(ProductForm.Forward), [flat, _weight]);
        Assert.Equal("from Flatten of input image", Provenance.Of(flat));
        Assert.Equal("from MatMul of Flatten of input image and parameter Head.Weight", Provenance.Of(product));
        Assert.Equal("from Exp of MatMul of Flatten of input image and parameter Head.Weight", Provenance.Of(_builder.Map(Op(UnaryOp.Exp, X), product)));
        Assert.Equal("from input image + input image", Provenance.Of(_builder.Map(Add(X, Y), _image, _image)));
        Assert.Equal("from Sum of input image", Provenance.Of(_builder.Add(new Reduce(ReduceKind.Sum), [_image])));
    }

    [Fact]
    public void ANameOnTheWayEndsIt()
    {
        Node stem = _builder.Add(new View(Shape.Of(784)), [_image], "Stem");
        Assert.Equal("from Stem", Provenance.Of(stem));
        Assert.Equal("from Tanh of Stem", Provenance.Of(_builder.Map(Op(UnaryOp.Tanh, X), stem)));
    }

    [Fact]
    public void ALocalIsExplainedByWhatItWasSetTo()
    {
        Node local = _builder.Map(Op(UnaryOp.Tanh, X), _image);
        local.Suggest("h");
        Assert.Equal("from h, Tanh of input image", Provenance.Of(local));
        Assert.Equal("from Tanh of input image", Provenance.Of(local, known: "h"));
    }

    [Fact]
    public void LongWaysAreCut()
    {
        Node value = _image;
        for (int i = 0; i < 9; i++)
            value = _builder.Map(Op(UnaryOp.Tanh, X), value);
        Assert.Equal("from Tanh of Tanh of Tanh of a value computed before", Provenance.Of(value));
    }

    [Fact]
    public void OperandsAreSaidAsTheyAreWritten()
    {
        Node flat = _builder.Add(new View(Shape.Of(784)), [_image]);
        Term long_ = new Formulas.Call("Ops.Reshape", new EquatableArray<Term>([new Name("aVeryLongNameOfAValue"), new Name("another")]));
        Assert.Equal(
            "x is 784 (from Flatten of input image) and the right operand is 784×10 (parameter Head.Weight)",
            Provenance.Operands([new Name("x"), long_], [new TracedNode(flat), new TracedNode(_weight)]));
        Assert.Equal("", Provenance.Operands([new Name("n")], [new TracedInteger(3)]));
    }

    [Fact]
    public void AMistakeIsExplainedOnceByTheInnermostOperation()
    {
        Term[] terms = [new Name("x")];
        Traced[] values = [new TracedNode(_image)];
        TraceException inner = Assert.ThrowsAny<TraceException>(() => Provenance.Explained(terms, values, () => throw new TraceException("no")));
        Assert.Equal("no; x is 28×28 (input image)", inner.Message);
        Assert.Same(inner, Assert.ThrowsAny<TraceException>(() => Provenance.Explained(terms, values, () => throw inner)));
    }
}
