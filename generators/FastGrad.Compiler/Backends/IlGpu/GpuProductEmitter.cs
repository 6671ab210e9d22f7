using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Matrix products: where the elements are and what becomes of the sums, as a struct; who multiplies is a device source.</summary>
internal sealed class GpuProductEmitter(GpuModel model)
{
    public GpuKernel Lower(ProductKernel kernel)
    {
        Node weight = kernel.Right;
        int inputs = weight.Shape.Dimensions[0], outputs = weight.Shape.Dimensions[1];
        bool forward = kernel.Form == ProductForm.Forward;
        (int columns, int terms) = forward ? (outputs, inputs) : (inputs, outputs);
        List<string> comment = Describe(kernel);
        return Lower(model.NameOf(kernel), GpuProductForm.OfExamples(columns, terms), comment, new GpuProduct(Name(kernel), comment[0], columns)
        {
            Rows = Batch(kernel.Product),
            Terms = CpuModel.Text(terms),
            Left = model.At(kernel.Left, "row", "term"),
            LeftAlongTerms = true,
            Right = model.At(weight, "0", forward ? $"{GpuText.Product("term", outputs)} + column" : $"{GpuText.Product("column", outputs)} + term"),
            RightAlongTerms = !forward,
            Store = Epilogue(kernel),
        });
    }

    public GpuKernel Lower(WeightGradientKernel kernel)
    {
        Node x = kernel.Left, outputGradient = kernel.Right;
        int rows = kernel.Product.Shape.Dimensions[0], columns = kernel.Product.Shape.Dimensions[1];
        bool delivers = kernel.Delivers >= 0;
        string target = delivers ? "gradient of " + model.Model.Traced.Parameters[kernel.Delivers].Name : model.ConstantOf(kernel.Product);
        string element = $"{GpuText.Product("row", columns)} + column";
        string comment = $"{target} = {model.Cpu.Word(x)}ᵀ · {model.Cpu.Word(outputGradient)}";
        return Lower(model.NameOf(kernel), GpuProductForm.OverBatch(rows, columns), [comment], new GpuProduct(Name(kernel), comment, columns)
        {
            Rows = CpuModel.Text(rows),
            Terms = Batch(x),
            Left = model.At(x, "term", "row"),
            LeftAlongTerms = false,
            Right = model.At(outputGradient, "term", "column"),
            RightAlongTerms = false,
            Store =
            [
                delivers ? $"frame.Deliver({Parameter(kernel.Delivers)} + {element}, sum);" : model.Store(kernel.Product, "0", element, "sum"),
            ],
        });
    }

    /// <summary>The launch of a product.</summary>
    public GpuKernel Lower(string name, GpuProductForm form, IReadOnlyList<string> comment, GpuProduct product)
    {
        string groups = form.Groups(product.Examples == "1" ? "" : product.Examples, product.Rows, product.Columns);
        return new GpuKernel(
            name, groups, form.NeedsRoom, comment, writer => writer.Line($"{form.Type}.Multiply<{product.Name}>(frame, group, groups);"), product);
    }

    /// <summary>A name for a kernel's struct.</summary>
    public string Name(Kernel kernel) => model.Cpu.Names.Pascal(model.NameOf(kernel) + " matrices");

    private static string Batch(Node node) => node.Type.Batched ? "frame.Batch" : "1";

    /// <summary>The constant that says where a parameter begins.</summary>
    private string Parameter(int index) =>
        model.ConstantOf(model.Model.Graph.Nodes.First(node => node.Primitive is ParameterLeaf leaf && leaf.Index == index));

    private List<string> Epilogue(ProductKernel kernel)
    {
        var names = new NameScope();
        names.Reserve("frame", "example", "row", "column", "sum");
        List<Expr> values = [.. kernel.Stores.Select(store => store.Value)];
        var uniforms = new GpuUniforms(values, names, model);
        var writer = new ExprWriter(model.Operators, model.Type, names, Argument, uniforms.Text, uniforms.Text, Index);
        IReadOnlyList<string> texts = writer.Write(values);
        return
        [
            .. uniforms.Declarations,
            .. writer.Statements,
            .. kernel.Stores.Select((store, i) => model.Store(store.Target, "row", store.Target.Shape.IsScalar ? "" : "column", texts[i])),
        ];

        (string, string?) Argument(int index)
        {
            if (index == 0)
                return ("sum", null);
            Node node = kernel.Operands[index - 1];
            string text = model.At(node, "row", kernel.Fits[index - 1] == Fit.Scalar ? "" : "column");
            string word = model.Cpu.HasConstant(node) ? model.ConstantOf(node) : model.Cpu.Word(node);
            return (model.Cpu.IsLabel(node) ? $"({model.Type}){text}" : text, word);
        }

        string Index(ElementIndex place)
        {
            string text = GpuText.Quotient("column", place.Divisor);
            if (place.Modulus > 0 && (kernel.Product.Shape.Length - 1) / place.Divisor >= place.Modulus)
                text = GpuText.Remainder(text, place.Modulus);
            return $"({model.Type}){(text == "column" ? text : $"({text})")}";
        }
    }

    private List<string> Describe(ProductKernel kernel)
    {
        string product = $"{model.Cpu.Word(kernel.Left)} · {model.ConstantOf(kernel.Right)}{(kernel.Form == ProductForm.Forward ? "" : "ᵀ")}";
        if (kernel.Stores.Any(store => store.Value is not Argument { Index: 0 }))
            product = $"({product})";
        var comment = new FormulaComment(index => index == 0 ? product : model.Cpu.Word(kernel.Operands[index - 1]));
        foreach (Store store in kernel.Stores)
            comment.Add(model.ConstantOf(store.Target), store.Value);
        return comment.Lines;
    }
}
