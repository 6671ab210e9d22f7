using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>
/// Writes an element's index, along some of its axes: (index / divisor) mod modulus. Whole numbers of the model's precision, in which a
/// rounded quotient never reaches the next one, so that its floor is the whole quotient.
/// </summary>
/// <param name="Precision">The model's.</param>
/// <param name="Rows">Rows of an example.</param>
/// <param name="Length">Elements of a row.</param>
/// <param name="Line">The loop variable over rows, where there are several.</param>
/// <param name="Lane">The loop variable over a row's elements.</param>
internal sealed record IndexWriter(CpuPrecision Precision, int Rows, int Length, string Line, string Lane)
{
    /// <summary>Of a vector of elements.</summary>
    public string Elements(ElementIndex place)
    {
        // Of whole rows: the same for the row's elements.
        if (Rows > 1 && place.Divisor % Length == 0)
            return Number(Whole(place.Divisor / Length, place.Modulus));
        bool repeats = place.Modulus > 0 && Length % (place.Divisor * place.Modulus) == 0;
        if (Rows == 1 || repeats)
            return Parts($"(V.Indices + V.Create(({Precision.Type}){Lane}))", place, Length);
        return Parts($"(V.Indices + V.Create(({Precision.Type})({Line} * {CpuModel.Text(Length)} + {Lane})))", place, Rows * Length);
    }

    /// <summary>Of a row's own number.</summary>
    public string Row(ElementIndex place) => Rows == 1 ? "V.Zero" : Number(Whole(place.Divisor, place.Modulus));

    private string Number(string whole) => $"V.Create(({Precision.Type}){whole})";

    private string Whole(int divisor, int modulus)
    {
        string text = divisor == 1 ? Line : $"{Line} / {CpuModel.Text(divisor)}";
        if (modulus > 0 && (Rows - 1) / divisor >= modulus)
            text += $" % {CpuModel.Text(modulus)}";
        return text == Line ? text : $"({text})";
    }

    private string Parts(string index, ElementIndex place, int elements)
    {
        string text = place.Divisor == 1 ? index : $"V.Floor({index} / {Literal(place.Divisor)})";
        if (place.Modulus == 0 || (elements - 1) / place.Divisor < place.Modulus)
            return text;
        return $"({text} - {Literal(place.Modulus)} * V.Floor({text} / {Literal(place.Modulus)}))";
    }

    private string Literal(int number) => $"V.Create({Precision.Literal(number)})";
}
