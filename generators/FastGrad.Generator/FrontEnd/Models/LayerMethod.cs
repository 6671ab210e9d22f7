using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>What generated code needs to implement a model's partial method.</summary>
/// <param name="Name">The method's.</param>
/// <param name="Header">The declaration as the implementing part repeats it: <c>private partial Tensor Head(Tensor x)</c>.</param>
/// <param name="Argument">Its parameter's name.</param>
/// <param name="Layer">How its formula is run; null where something is wrong, so that it cannot be.</param>
internal sealed record LayerMethod(string Name, string Header, string Argument, LayerFormula? Layer);

/// <param name="Construction">C# that makes the attribute as the user wrote it.</param>
/// <param name="Kind">A layer sees a tensor, an activation one number of it.</param>
/// <param name="Method">The formula's name.</param>
/// <param name="Parameters">What it takes after the example.</param>
internal sealed record LayerFormula(string Construction, FormulaKind Kind, string Method, EquatableArray<FormulaParameter> Parameters);

/// <summary>All of a model's. They are implemented even where the model is not compiled, or C# would complain of each of them as well.</summary>
internal sealed record LayersSpec(TypeSpec Type, EquatableArray<LayerMethod> Methods, bool IsCompiled = false);
