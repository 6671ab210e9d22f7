using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU.Testing;

namespace ILGPU.Execution;

/// <summary>What ILGPU's compilers would refuse of a kernel, or take and get wrong, as far as it shows without compiling it.</summary>
internal static class KernelRules
{
    /// <summary>The assembly into which ILGPU compiles kernels for the CPU.</summary>
    private const string CompiledInto = "ILGPURuntime";

    public static void Verify(Delegate action, string name)
    {
        MethodInfo method = action.Method;
        if (action.Target is { } target && Fields(target.GetType()).Any())
            throw new MisuseException($"Kernel {name} captures variables of {target.GetType().Name}.");
        if (method.GetMethodBody() is { ExceptionHandlingClauses.Count: > 0 })
            throw new MisuseException($"Kernel {name} has try, catch, finally or using, which no GPU has.");
        foreach (ParameterInfo parameter in method.GetParameters())
            VerifyType(parameter.ParameterType, $"Kernel {name}, parameter {parameter.Name}");
    }

    private static void VerifyType(Type type, string where)
    {
        if (type == typeof(bool) || type == typeof(char) || type == typeof(decimal) || type == typeof(System.Half) || !type.IsValueType)
            throw new MisuseException($"{where}: ILGPU passes no {type.Name} to a kernel.");
        if (!type.IsVisible && !IsFriend(type.Assembly))
            throw new MisuseException($"{where}: {type.Name} is not public, and its assembly is no friend of {CompiledInto}.");
        if (type.IsAssignableTo(typeof(IArrayView)) || type.Assembly == typeof(KernelRules).Assembly)
            return;
        bool scalarsBegan = false;
        foreach (FieldInfo field in Argument.FieldsOf(type))
        {
            VerifyType(field.FieldType, $"{where}.{field.Name}");
            bool isView = HasViews(field.FieldType);
            // ILGPU 1.5.3 pads a struct for OpenCL and CUDA as if it had no views.
            if (isView && scalarsBegan)
                throw new MisuseException($"{where}: view {field.Name} comes after a number; views come first.");
            scalarsBegan |= !isView;
        }
    }

    private static bool HasViews(Type type) =>
        type.IsAssignableTo(typeof(IArrayView)) || Argument.FieldsOf(type).Any(field => HasViews(field.FieldType));

    private static bool IsFriend(Assembly assembly) =>
        assembly.GetCustomAttributes<InternalsVisibleToAttribute>()
            .Any(friend => friend.AssemblyName.StartsWith(CompiledInto, StringComparison.Ordinal));

    private static IEnumerable<FieldInfo> Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
}
