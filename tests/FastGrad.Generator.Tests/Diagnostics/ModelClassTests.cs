using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Diagnostics;

public class ModelClassTests
{
    [Fact]
    public void FG0001_ModelIsNotPartial() => Expect.Diagnostic("FG0001", """
        [Model, Input(4), Dense(2), Mse]
        public class «Net»;
        """, "'Net' must be declared partial", "model 'Net'");

    [Fact]
    public void FG0001_ContainingTypeIsNotPartial() => Expect.Diagnostic("FG0001", """
        public class «Host»
        {
            [Model, Input(4), Dense(2), Mse]
            public partial class Net;
        }
        """, "'Host' must be declared partial", "model 'Net'");

    [Theory]
    [InlineData("public static partial class «Net»", "is static", "remove 'static'")]
    [InlineData("public abstract partial class «Net»", "is abstract", "remove 'abstract'")]
    [InlineData("public partial class «Net»<T>", "is generic", "remove its type parameters")]
    [InlineData("public partial record «Net»", "is a record", "partial class")]
    [InlineData("file partial class «Net»", "is file-local", "remove 'file'")]
    [InlineData("public partial struct «Net»", "is a struct", "partial class")]
    [InlineData("public partial interface «Net»", "is an interface", "partial class")]
    [InlineData("public partial class «Net»(int size)", "primary constructor", "seed")]
    public void FG0002_UnsupportedPlace(string declaration, string what, string instead) =>
        Expect.Diagnostic("FG0002", "[Model, Input(4), Dense(2), Mse]\n" + declaration + " { }", "Model 'Net'", what, instead);

    [Fact]
    public void FG0002_NestedInAFileLocalType() => Expect.Diagnostic("FG0002", """
        file partial class Host
        {
            [Model, Input(4), Dense(2), Mse]
            public partial class «Net»;
        }
        """, "is file-local");

    [Fact]
    public void FG0010_LanguageVersionIsTooOld()
    {
        var old = Project.Newest.WithLanguageVersion(Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp13);
        Marked file = Marked.Parse("[Model, Input(4), Dense(2), Mse] public partial class «Net»;");
        var result = Project.Run(Project.Create("User", old, [], file.Source));
        Expect.Diagnostics(result.Diagnostics, "FG0010", [file], "C# 13.0", "C# 14.0", "<LangVersion>");
        Assert.Empty(result.GeneratedSources);
    }

    [Fact]
    public void FG0010_ForAFormulaToo()
    {
        var old = Project.Newest.WithLanguageVersion(Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp11);
        Marked file = Marked.Parse("""
            public sealed partial class «BentAttribute» : ActivationAttribute
            {
                [Formula] public double Activate(double x) => x;
            }
            """);
        var result = Project.Run(Project.Create("User", old, [], file.Source));
        Expect.Diagnostics(result.Diagnostics, "FG0010", [file], "C# 11.0", "C# 14.0");
    }

    [Fact]
    public void FG0017_AConstructorThatMakesNoParameters() => Expect.Diagnostic("FG0017", """
        [Model, Input(4), Dense(2), Mse]
        public partial class Net
        {
            static Net() { }
            public «Net»() { }
            public «Net»(string name) : base() { }
            public Net(double number) : this(3) { }
        }
        """, "model 'Net'", ": this(seed)");
}
