using System.ComponentModel;

namespace FastGrad;

/// <summary>Written by the generator: a formula's bound tree as text, which carries the formula into the assemblies that use it.</summary>
/// <param name="tree">The tree, beginning with its format's version.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CompiledFormulaAttribute(string tree) : Attribute
{
    /// <summary>The tree, beginning with its format's version.</summary>
    public string Tree { get; } = tree;
}
