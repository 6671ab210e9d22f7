using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using FastGrad.Generator.FrontEnd.Formulas;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd;

/// <summary>Names that generated code needs and the user has taken. C# would report them too, but in a file the user never wrote.</summary>
internal static class Collisions
{
    private static readonly Dictionary<string, string> _modelMembers = new()
    {
        ["InputLength"] = "the generated constant 'InputLength'",
        ["OutputLength"] = "the generated constant 'OutputLength'",
        ["ParameterCount"] = "the generated constant 'ParameterCount'",
        ["Parameters"] = "the generated property 'Parameters'",
        ["Buffers"] = "the generated property 'Buffers'",
        ["WorkspaceFixedBytes"] = "the generated constant 'WorkspaceFixedBytes'",
        ["WorkspaceBytesPerExample"] = "the generated constant 'WorkspaceBytesPerExample'",
        ["Description"] = "the generated property 'Description'",
        ["Describe"] = "the generated method 'Describe'",
        ["Clone"] = "the generated method 'Clone'",
        ["CopyParametersFrom"] = "the generated method 'CopyParametersFrom'",
        ["ResetState"] = "the generated method 'ResetState'",
        ["Predictor"] = "the generated class 'Predictor'",
        ["Predict"] = "the generated method 'Predict'",
        ["CreatePredictor"] = "the generated method 'CreatePredictor'",
        ["CreateTrainer"] = "the generated method 'CreateTrainer'",
        ["Trainer"] = "the generated class 'Trainer'",
        ["_predictor"] = "the generated field '_predictor'",
    };

    /// <summary>Of a model that keeps the time of its kernels, one more.</summary>
    private static readonly KeyValuePair<string, string> _profile = new("Profile", "the generated property 'Profile'");

    /// <summary>And where ILGPU is referenced, another.</summary>
    private static readonly KeyValuePair<string, string> _gpu = new("GpuTrainer", "the generated class 'GpuTrainer'");

    /// <summary>Numbers that formulas share with the compiler: a setting of such a name would be taken for it.</summary>
    private static readonly Dictionary<string, string> _uniforms = new()
    {
        [Compiler.Ir.Uniform.Step] = "the number of the step",
        [Compiler.Ir.Uniform.Batch] = "the number of examples",
        [Compiler.Ir.Uniform.InverseBatch] = "one over the number of examples",
        [Compiler.Ir.Uniform.LossScale] = "what a loss is multiplied by in mixed precision",
    };

    private const string LearningRate = "LearningRate";

    /// <summary>What generated code will call so: <c>the generated constant 'InputLength'</c>; null for any other name.</summary>
    public static string? Generated(string name) => _modelMembers.TryGetValue(name, out string? what) ? what : null;

    public static void OfModel(INamedTypeSymbol type, bool isDouble, bool hasProfile, bool hasGpu, Findings findings)
    {
        var members = new Dictionary<string, string>(_modelMembers);
        if (hasProfile)
            members.Add(_profile.Key, _profile.Value);
        if (hasGpu)
            members.Add(_gpu.Key, _gpu.Value);
        if (members.TryGetValue(type.Name, out string? same))
            Report(type.Locations[0], $"Model '{type.Name}'", same);
        foreach (ISymbol member in type.GetMembers().Where(member => !member.IsImplicitlyDeclared && member.Locations[0].IsInSource))
        {
            if (IsSeedConstructor(member))
                Report(member.Locations[0], $"Constructor '{type.Name}(ulong)'", "the generated constructor, which takes the seed");
            else if (members.TryGetValue(member.Name, out string? generated)
                && !(member is IMethodSymbol method && IsOverload(method, isDouble)))
                Report(member.Locations[0], $"Member '{member.Name}' of model '{type.Name}'", generated);
        }
        for (INamedTypeSymbol? at = type.BaseType; at is { SpecialType: not SpecialType.System_Object }; at = at.BaseType)
        {
            foreach (string name in members.Keys.OrderBy(name => name, StringComparer.Ordinal))
            {
                if (at.GetMembers(name).Any(member => member.DeclaredAccessibility != Accessibility.Private))
                    Report(type.Locations[0], $"Member '{name}' that model '{type.Name}' inherits from '{at.Name}'", members[name]);
            }
        }

        void Report(Location place, string what, string with) => findings.Report(Descriptors.NameCollision, place, what, with);
    }

    public static void OfFormula(INamedTypeSymbol type, Compilation compilation, Findings findings)
    {
        if (Kinds.Of(type) is not FormulaKind kind || !Kinds.HasCompanion(kind) || type.ContainingType is not null)
            return;
        string companion = Kinds.ShortName(type);
        // Only this assembly's types: one of the same name elsewhere is hidden, not redefined.
        INamedTypeSymbol? taken = type.ContainingNamespace.GetTypeMembers(companion, 0)
            .FirstOrDefault(other => SymbolEqualityComparer.Default.Equals(other.ContainingAssembly, type.ContainingAssembly));
        if (taken is not null && companion != type.Name)
            findings.Report(
                Descriptors.NameCollision, type.Locations[0], $"Type '{companion}'", $"the run-time class generated for '{type.Name}'");
        HashSet<string> members = CompanionMembers(kind, compilation);
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>().Where(property => !property.IsStatic))
        {
            if (members.Contains(property.Name) || property.Name == companion)
                findings.Report(Descriptors.NameCollision, property.Locations[0], $"Property '{property.Name}' of '{type.Name}'",
                    $"a member of the run-time class '{companion}'");
            else if (_uniforms.TryGetValue(property.Name, out string? meaning))
                findings.Report(Descriptors.NameCollision, property.Locations[0], $"Property '{property.Name}' of '{type.Name}'",
                    $"the compiler's own word for {meaning}");
        }
    }

    /// <summary>What a run-time class inherits and declares, but for the one property it is meant to override.</summary>
    private static HashSet<string> CompanionMembers(FormulaKind kind, Compilation compilation)
    {
        HashSet<string> names = kind == FormulaKind.Optimizer ? ["Rule"] : [];
        for (INamedTypeSymbol? at = compilation.GetTypeByMetadataName(KnownTypes.RunTimeBase(kind)); at is not null; at = at.BaseType)
            names.UnionWith(
                at.GetMembers().Where(member => member.DeclaredAccessibility != Accessibility.Private).Select(member => member.Name));
        names.Remove(LearningRate);
        return names;
    }

    private static bool IsSeedConstructor(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters: [{ Type.SpecialType: SpecialType.System_UInt64 }] };

    /// <summary>An overload with other parameters lives happily beside the generated method.</summary>
    private static bool IsOverload(IMethodSymbol method, bool isDouble)
    {
        string real = isDouble ? "double" : "float";
        string[][] taken = method.Name switch
        {
            "Predict" => [[$"System.ReadOnlySpan<{real}>", $"System.Span<{real}>"]],
            "CreatePredictor" => [["int"]],
            "Describe" or "ResetState" or "Clone" => [[]],
            "CopyParametersFrom" => [[method.ContainingType.ToDisplayString()]],
            "CreateTrainer" => [["int", "FastGrad.TrainerOptions"], ["ILGPU.Runtime.Accelerator", "int", "FastGrad.TrainerOptions"]],
            _ => [],
        };
        string[] own = [.. method.Parameters.Select(parameter =>
            parameter.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString())];
        return taken.Length > 0 && !taken.Any(signature => signature.SequenceEqual(own)) && method.MethodKind == MethodKind.Ordinary;
    }
}
