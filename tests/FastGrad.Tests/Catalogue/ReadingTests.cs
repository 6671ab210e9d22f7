namespace FastGrad.Tests.Catalogue;

public class ReadingTests
{
    private static readonly DocFile _docs = DocFile.Parse("""
        <doc><members>
          <member name="T:FastGrad.MseAttribute"><summary>
            Like <see cref="T:FastGrad.AdamAttribute"/>, <see cref="M:FastGrad.Ops.Norm(FastGrad.Tensor)"/> and
            <c>a_b</c>: x &lt; 1, 2*3, a_b, <see langword="null"/>, <paramref name="x"/>.
          </summary></member>
          <member name="P:FastGrad.MseAttribute.One"><summary>One.</summary></member>
          <member name="P:FastGrad.MseAttribute.Two"><inheritdoc cref="P:FastGrad.MseAttribute.One"/></member>
          <member name="M:FastGrad.MseAttribute.Loss(System.Double,System.Double)"><summary>e².</summary></member>
          <member name="M:FastGrad.MseAttribute.#ctor(System.Int32)"><param name="units">Outputs; at least 1.</param></member>
        </members></doc>
        """);

    [Fact]
    public void DocumentationBecomesMarkdown() =>
        Assert.Equal("Like `Adam`, `Norm` and `a_b`: x &lt; 1, 2\\*3, a\\_b, `null`, `x`.", _docs.Type(typeof(MseAttribute)));

    [Fact]
    public void MembersAreFoundByName()
    {
        Assert.Equal("One.", _docs.Property(typeof(MseAttribute), "One"));
        Assert.Equal("One.", _docs.Property(typeof(MseAttribute), "Two"));
        Assert.Equal("e².", _docs.Method(typeof(MseAttribute), "Loss"));
        Assert.Equal("Outputs; at least 1.", _docs.Argument(typeof(MseAttribute), "units"));
    }

    [Fact]
    public void WhatIsNotDocumentedIsEmpty()
    {
        Assert.Equal("", _docs.Type(typeof(AdamAttribute)));
        Assert.Equal("", _docs.Property(typeof(MseAttribute), "Three"));
        Assert.Equal("", _docs.Method(typeof(MseAttribute), "Los"));
        Assert.Equal("", _docs.Argument(typeof(MseAttribute), "unit"));
    }

    [Fact]
    public void RangesAreIntervals()
    {
        Assert.Equal("", Ranges.Of());
        Assert.Equal("> 0", Ranges.Of(new AboveAttribute(0)));
        Assert.Equal("≤ 1e20", Ranges.Of(new AtMostAttribute(1e20)));
        Assert.Equal("[0, 1)", Ranges.Of(new InRangeAttribute(0, 1)));
        Assert.Equal("[−1, 1]", Ranges.Of(new AtLeastAttribute(-1), new AtMostAttribute(1)));
        Assert.Equal("(0, 1e-8)", Ranges.Of(new BelowAttribute(1e-8), new AboveAttribute(0)));
    }

    [Theory]
    [InlineData("The number.", "")]
    [InlineData("The number; whatever it is.", "")]
    [InlineData("Outputs; at least 1.", "≥ 1")]
    [InlineData("A share; above 0. 1 is all of it.", "> 0")]
    [InlineData("A share; at least 0 and below 1.", "[0, 1)")]
    [InlineData("A share, γ; above 0.5 and at most 1", "(0.5, 1]")]
    [InlineData("The mean; any.", "any")]
    [InlineData("Steps; at least 1, or null for as many as up.", "at least 1, or null for as many as up")]
    [InlineData("More; else less; above 2.", "> 2")]
    public void RangesAreReadFromWords(string summary, string range) => Assert.Equal(range, Ranges.InWords(summary));

    [Fact]
    public void SettingsSayWhatTheyStartAs()
    {
        Setting[] settings = [.. new Settings(_docs).Of(typeof(DenseAttribute), typeof(LayerAttribute))];

        Assert.Equal([("Units", "required"), ("Bias", "true")], settings.Select(setting => (setting.Name, setting.Default)));
    }

    [Fact]
    public void SettingsOfTheBaseAreCommon()
    {
        const string Weight = nameof(LossAttribute.LossWeight);
        Settings settings = new(_docs);

        Assert.DoesNotContain(settings.Of(typeof(MseAttribute), typeof(LossAttribute)), setting => setting.Name == Weight);
        Assert.Contains(settings.Common(typeof(LossAttribute)), setting => setting is { Name: Weight, Default: "1" });
    }
}
