using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.Optimizers;

/// <summary>Where in the span of constants each number lies.</summary>
internal sealed class Places
{
    private readonly Dictionary<Expr, int> _places = [];

    public Places(IEnumerable<Expr> numbers)
    {
        foreach (Expr number in numbers)
            _places[number] = _places.Count;
    }

    public int Of(Expr number) => _places.TryGetValue(number, out int place) ? place : throw new ArgumentException($"{number} was not prepared");
}
