using System.Linq.Expressions;
using System.Reflection;
using ILGPU.Runtime;
using ILGPU.Testing;

namespace ILGPU.Execution;

/// <summary>Looks at every view in an argument: its buffer must live, and on the accelerator that it is launched on.</summary>
internal static class Argument<T>
{
    private static readonly Action<T, Accelerator, string> _verify = Build();

    public static void Verify(T argument, Accelerator accelerator, string kernel) => _verify(argument, accelerator, kernel);

    private static Action<T, Accelerator, string> Build()
    {
        ParameterExpression argument = Expression.Parameter(typeof(T));
        ParameterExpression accelerator = Expression.Parameter(typeof(Accelerator));
        ParameterExpression kernel = Expression.Parameter(typeof(string));
        IEnumerable<Expression> calls = Views(argument).Select(view =>
            Expression.Call(typeof(Argument), nameof(Argument.VerifyView), [view.Type], view, accelerator, kernel));
        Expression body = Expression.Block([.. calls, Expression.Empty()]);
        return Expression.Lambda<Action<T, Accelerator, string>>(body, argument, accelerator, kernel).Compile();
    }

    private static IEnumerable<Expression> Views(Expression value)
    {
        if (value.Type.IsAssignableTo(typeof(IArrayView)))
            return [value];
        return Argument.FieldsOf(value.Type).SelectMany(field => Views(Expression.Field(value, field)));
    }
}

internal static class Argument
{
    /// <summary>A struct's own fields; a number has none.</summary>
    public static FieldInfo[] FieldsOf(Type type) =>
        type.IsPrimitive || type.IsEnum || !type.IsValueType
            ? []
            : type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    public static void VerifyView<TView>(TView view, Accelerator accelerator, string kernel)
        where TView : struct, IArrayView
    {
        if (view.Buffer is not { } buffer)
            return;
        if (buffer.NativePtr == 0)
            throw new MisuseException($"Kernel {kernel} is given a view of {view.Length} elements whose buffer was disposed of.");
        if (buffer.Accelerator != accelerator)
            throw new MisuseException($"Kernel {kernel} runs on another accelerator than a buffer that it is given.");
    }
}
