using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// a · b + c in one rounding. Done per map and before maps are fused, so that fusing changes no bit; and only where the product
/// has no other reader, which would compute it again.
/// </summary>
internal static class Contract
{
    // One number per example is computed in scalar code, where the fused form is slow in software.
    public static Graph Run(Graph graph) => GraphRewriter.Rewrite(
        graph, node => node.Primitive is Map map && !node.Shape.IsScalar ? map with { Body = Apply(map.Body) } : node.Primitive);

    public static Expr Apply(Expr body) => Apply([body])[0];

    /// <summary>Several results that share parts.</summary>
    public static IReadOnlyList<Expr> Apply(IReadOnlyList<Expr> bodies)
    {
        var readers = new Dictionary<Expr, int>();
        foreach (Expr part in bodies.SelectMany(Substitution.Parts).Distinct())
        {
            foreach (Expr operand in part.Operands)
                readers[operand] = (readers.TryGetValue(operand, out int count) ? count : 0) + 1;
        }
        foreach (Expr body in bodies)
            readers[body] = (readers.TryGetValue(body, out int count) ? count : 0) + 1;

        // Readers are counted on the original parts, so the rewriting goes over them and not over what it makes.
        var done = new Dictionary<Expr, Expr>();
        return [.. bodies.Select(Rewrite)];

        Expr Rewrite(Expr part)
        {
            if (done.TryGetValue(part, out Expr? known))
                return known;
            Expr result = part switch
            {
                Binary { Op: BinaryOp.Add, Left: Binary { Op: BinaryOp.Multiply } product } sum when IsOwn(product) =>
                    new MultiplyAdd(Rewrite(product.Left), Rewrite(product.Right), Rewrite(sum.Right)) { Hint = sum.Hint },
                Binary { Op: BinaryOp.Add, Right: Binary { Op: BinaryOp.Multiply } product } sum when IsOwn(product) =>
                    new MultiplyAdd(Rewrite(product.Left), Rewrite(product.Right), Rewrite(sum.Left)) { Hint = sum.Hint },
                Binary { Op: BinaryOp.Subtract, Left: Binary { Op: BinaryOp.Multiply } product } sum when IsOwn(product) =>
                    new MultiplyAdd(Rewrite(product.Left), Rewrite(product.Right), Negate(Rewrite(sum.Right))) { Hint = sum.Hint },
                Binary { Op: BinaryOp.Subtract, Right: Binary { Op: BinaryOp.Multiply } product } sum when IsOwn(product) =>
                    new MultiplyAdd(Negate(Rewrite(product.Left)), Rewrite(product.Right), Rewrite(sum.Left)) { Hint = sum.Hint },
                { Operands.Count: > 0 } => part.With([.. part.Operands.Select(Rewrite)]),
                _ => part,
            };
            return done[part] = result;
        }

        static Expr Negate(Expr part) => Fold.Once(new Unary(UnaryOp.Negate, part));

        bool IsOwn(Expr product) => readers[product] == 1 && !Hoist.IsUniform(product);
    }
}
