using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>
/// Maps and reductions over rows. What reduces nothing is a loop over elements, each a lane's; a short row is a lane's, a long one a group's,
/// whose lanes put their shares together in shared memory.
/// </summary>
internal sealed class GpuRowEmitter
{
    // Below, a group's lanes would wait for each other longer than one of them takes for a row.
    private const int ShortRow = 32;

    private readonly GpuModel _model;
    private readonly RowKernel _kernel;
    private readonly Form _form;
    private readonly int _elements;
    private readonly NameScope _names = new();
    private readonly Dictionary<Node, string> _numbers = [];
    private readonly GpuUniforms _uniforms;

    public GpuRowEmitter(GpuModel model, RowKernel kernel)
    {
        _model = model;
        _kernel = kernel;
        _elements = Math.Max(1, kernel.Elements);
        _form = FormOf(kernel);
        _names.Reserve("frame", "group", "groups", "i", "example", "element", "row", "j");
        _uniforms = new GpuUniforms(Values.Select(store => store.Value), _names, model);
    }

    private enum Form { Elements, ShortRows, LongRows }

    private IEnumerable<Store> Values => _kernel.Loops.SelectMany(loop => loop.Scalars.Concat(loop.Stores).Concat(loop.Gathered));

    private int Rows => Math.Max(1, _kernel.Rows);

    private int Length => Math.Max(1, _kernel.Length);

    public GpuKernel Lower()
    {
        int units = _form == Form.Elements ? _elements : Rows;
        string count = _kernel.Batched ? GpuText.Product("frame.Batch", units) : CpuModel.Text(units);
        bool isLong = _form == Form.LongRows;
        return new GpuKernel(
            _model.NameOf(_kernel), $"{(isLong ? "Rows" : "Lanes")}({count})", isLong, [.. new RowEmitter(_model.Cpu, _kernel).Describe()],
            writer => Write(writer, units, count));
    }

    private static Form FormOf(RowKernel kernel)
    {
        // What one element is picked from is whole only when all lanes that make it are done.
        bool picks = kernel.Members.Any(node => node.Primitive is Pick && kernel.Members.Contains(Storage.Of(node.Operands[0])));
        bool gathers = kernel.Loops.Any(loop => loop.Gathered.Count > 0);
        return !picks && !gathers ? Form.Elements : kernel.Length <= ShortRow ? Form.ShortRows : Form.LongRows;
    }

    private void Write(SourceWriter writer, int units, string count)
    {
        var body = new SourceWriter();
        for (int i = 0; i < _kernel.Loops.Count; i++)
            Loop(body, _kernel.Loops[i], isFirst: i == 0);
        string text = body.ToString();
        writer.Lines(_uniforms.Declarations);
        string unit = _form != Form.Elements ? "row" : Rows == 1 ? "j" : "element";
        string index = !_kernel.Batched ? unit : units == 1 ? "example" : "i";
        if (_form == Form.LongRows)
            GpuLanes.OpenGroups(writer, index, count);
        else
            GpuLanes.Open(writer, index, count);
        Indices(writer, text, units);
        writer.Lines(text.TrimEnd('\n').Split('\n'));
        writer.Close();
    }

    /// <summary>Which example, row and element it is, as far as anything asks.</summary>
    private void Indices(SourceWriter writer, string body, int units)
    {
        bool isSplit = _kernel.Batched && units > 1;
        string unit = isSplit ? GpuText.Remainder("i", units) : "element";
        if (isSplit)
            Index("example", GpuText.Quotient("i", units));
        if (isSplit && _form != Form.Elements)
            Index("row", unit);
        if (_form != Form.Elements)
            return;
        if (Rows == 1 && isSplit)
            Index("j", unit);
        if (Rows == 1)
            return;
        if (isSplit)
            Index("element", unit);
        string element = Mentions("element") ? "element" : unit;
        Index("row", GpuText.Quotient(element, Length));
        Index("j", GpuText.Remainder(element, Length));

        void Index(string name, string value)
        {
            if (Mentions(name))
                writer.Line($"int {name} = {value};");
        }

        bool Mentions(string name) => System.Text.RegularExpressions.Regex.IsMatch(body, $@"\b{name}\b");
    }

    private void Loop(SourceWriter writer, RowLoop loop, bool isFirst)
    {
        if (!isFirst && _form == Form.LongRows && loop.Scalars.Any(scalar => scalar.Target.Primitive is Pick))
            writer.Line("Group.Barrier();");
        foreach (Store scalar in loop.Scalars)
            Scalar(writer, scalar);
        if (loop.Stores.Count + loop.Gathered.Count == 0)
            return;

        // A row of one element is no loop, and its sum is the element.
        bool loops = _form != Form.Elements && Length > 1;
        var accumulators = new List<string>();
        foreach (Store gathered in loop.Gathered)
        {
            ReduceKind kind = ((Reduce)gathered.Target.Primitive).Kind;
            string name = _names.Camel(gathered.Target.Hint ?? kind.ToString());
            accumulators.Add(name);
            if (loops)
                writer.Line($"{_model.Type} {name} = {Identity(kind)};");
        }
        List<Store> all = [.. loop.Stores, .. loop.Gathered];
        var expr = new ExprWriter(_model.Operators, _model.Type, _names, Argument, _uniforms.Text, _uniforms.Text, Element);
        IReadOnlyList<string> values = expr.Write([.. all.Select(store => store.Value)]);
        List<string> body = [.. expr.Statements];
        for (int i = 0; i < all.Count; i++)
        {
            if (i < loop.Stores.Count)
                body.Add(_model.Store(all[i].Target, "example", Place(Fit.Same), values[i]));
            else if (loops)
                body.Add(Gather(((Reduce)all[i].Target.Primitive).Kind, accumulators[i - loop.Stores.Count], values[i]));
            else
                body.Add($"{_model.Type} {accumulators[i - loop.Stores.Count]} = {values[i]};");
        }
        if (!loops)
        {
            writer.Lines(body);
        }
        else
        {
            writer.Open(_form == Form.LongRows
                ? $"for (int j = Group.IdxX; j < {CpuModel.Text(Length)}; j += Group.DimX)"
                : $"for (int j = 0; j < {CpuModel.Text(Length)}; j++)");
            writer.Lines(body);
            writer.Close();
        }
        for (int i = 0; i < accumulators.Count; i++)
        {
            Node target = loop.Gathered[i].Target;
            if (_form == Form.LongRows)
                writer.Line($"{accumulators[i]} = Sums.{((Reduce)target.Primitive).Kind}(frame, {accumulators[i]});");
            _numbers[target] = accumulators[i];
            StoreNumber(writer, target);
        }
    }

    private void Scalar(SourceWriter writer, Store scalar)
    {
        Node target = scalar.Target;
        string text;
        if (target.Primitive is Pick)
        {
            text = Picked(target);
        }
        else
        {
            Func<ElementIndex, string> index = _kernel.Roles[target] == Fit.Rows ? RowIndex : _ => _model.Operators.Number(0);
            var expr = new ExprWriter(
                _model.Operators, _model.Type, _names, number => (Value(number, _kernel.Roles[target]), null), _uniforms.Text, _uniforms.Text, index);
            text = expr.Write([scalar.Value])[0];
            writer.Lines(expr.Statements);
        }
        if (text.All(c => char.IsLetterOrDigit(c) || c == '_') && !char.IsDigit(text[0]))
        {
            // A local already.
            _numbers[target] = text;
        }
        else
        {
            string name = _names.Camel(target.Hint ?? (target.Primitive is Pick ? "picked" : "number"));
            writer.Line($"{(GraphVerifier.IsTruth(scalar.Value) ? "bool" : _model.Type)} {name} = {text};");
            _numbers[target] = name;
        }
        StoreNumber(writer, target);
    }

    private string Picked(Node pick)
    {
        Node tensor = Storage.Of(pick.Operands[0]), index = Storage.Of(pick.Operands[1]);
        string at = index.Primitive is Map { Body: Number number } ? CpuModel.Text((int)number.Value)
            : _model.Cpu.IsLabel(index) ? _model.At(index, "example", "")
            : $"(int){Number(index, Fit.Scalar)}";
        return _model.At(tensor, "example", at);
    }

    /// <summary>One of the lanes that have it leaves a number in memory; the loss goes to its ring.</summary>
    private void StoreNumber(SourceWriter writer, Node target)
    {
        bool isLoss = target == _model.Model.Graph.Roots[Roots.Loss];
        bool isStored = _model.Cpu.IsStored(target);
        if (!isLoss && !isStored)
            return;
        bool ofRow = _kernel.Roles[target] == Fit.Rows;
        string[] conditions =
        [
            .. _form == Form.Elements && ofRow && Length > 1 ? ["j == 0"] : Array.Empty<string>(),
            .. _form == Form.Elements && !ofRow && _elements > 1 ? [Rows == 1 ? "j == 0" : "element == 0"] : Array.Empty<string>(),
            .. _form == Form.LongRows ? ["Group.IdxX == 0"] : Array.Empty<string>(),
            .. _form != Form.Elements && !ofRow && Rows > 1 ? ["row == 0"] : Array.Empty<string>(),
        ];
        List<string> stores = [];
        if (isStored)
            stores.Add(_model.Store(target, "example", ofRow ? Place(Fit.Rows) : "", _numbers[target]));
        if (isLoss)
            stores.Add($"frame.Losses[frame.Slot] = {_numbers[target]};");
        if (conditions.Length == 0)
        {
            writer.Lines(stores);
            return;
        }
        writer.Open($"if ({string.Join(" && ", conditions)})");
        writer.Lines(stores);
        writer.Close();
    }

    private (string Text, string? Word) Argument(int index)
    {
        Node node = _kernel.Operands[index];
        string text = Value(index, Fit.Same);
        return (text, _numbers.ContainsKey(node) ? null : _model.Cpu.HasConstant(node) ? _model.ConstantOf(node) : _model.Cpu.Word(node));
    }

    private string Value(int index, Fit reader)
    {
        Node node = _kernel.Operands[index];
        Fit fit = _kernel.Fits[index];
        return Number(node, fit == Fit.Same && reader == Fit.Rows ? Fit.Rows : fit);
    }

    /// <summary>A number that a lane has, or a load.</summary>
    private string Number(Node node, Fit fit)
    {
        if (_numbers.TryGetValue(node, out string? local))
            return local;
        string text = _model.At(node, "example", Place(fit));
        return _model.Cpu.IsLabel(node) ? $"({_model.Type}){text}" : text;
    }

    /// <summary>Where within its example's value an element stands that belongs to this one.</summary>
    private string Place(Fit fit) => fit switch
    {
        Fit.Rows => Rows > 1 ? "row" : "",
        Fit.Columns => Column,
        Fit.Same => Rows == 1 ? Column : ElementText,
        _ => "",
    };

    /// <summary>An element's place in its row; empty where it has no other.</summary>
    private string Column => Length == 1 ? "" : "j";

    private string ElementText => _form == Form.Elements ? "element" : Length == 1 ? "row" : $"row * {CpuModel.Text(Length)} + j";

    private string Element(ElementIndex place)
    {
        if (_elements == 1)
            return _model.Operators.Number(0);
        return Whole(Rows == 1 ? Column : Length == 1 || _form == Form.Elements ? ElementText : $"({ElementText})", place, _elements);
    }

    private string RowIndex(ElementIndex place) => Rows == 1 ? _model.Operators.Number(0) : Whole("row", place, Rows);

    private string Whole(string index, ElementIndex place, int count)
    {
        string text = GpuText.Quotient(index, place.Divisor);
        if (place.Modulus > 0 && (count - 1) / place.Divisor >= place.Modulus)
            text = GpuText.Remainder(text, place.Modulus);
        return $"({_model.Type}){(text == index ? text : $"({text})")}";
    }

    private string Identity(ReduceKind kind) => kind switch
    {
        ReduceKind.Sum => _model.Operators.Number(0),
        ReduceKind.Max => $"{_model.Type}.NegativeInfinity",
        _ => $"{_model.Type}.PositiveInfinity",
    };

    private static string Gather(ReduceKind kind, string accumulator, string value) =>
        kind == ReduceKind.Sum ? $"{accumulator} += {value};" : $"{accumulator} = Mathematics.{kind}({accumulator}, {value});";
}
