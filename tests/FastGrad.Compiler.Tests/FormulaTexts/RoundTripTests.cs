using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace FastGrad.Compiler.Tests.FormulaTexts;

/// <summary>What is written is read back the same, whatever stands in it and wherever that happens.</summary>
public class RoundTripTests
{
    [Fact]
    public void AnyTreeIsReadBack() => Properties.Hold(Trees.Classes.ToArbitrary(), ReadsBack, count: 500, least: 500);

    [Fact]
    public void AlsoWhereNumbersAreWrittenOtherwise() =>
        Cultures.Strange(() =>
        {
            Properties.Hold(Trees.Classes.ToArbitrary(), ReadsBack, count: 200, least: 200);
            return true;
        });

    [Fact]
    public void TheTextIsTheSameInEveryCulture()
    {
        foreach (FormulaClass tree in Trees.Classes.Sample(50, 20))
            Assert.Equal(FormulaWriter.Write(tree), Cultures.Strange(() => FormulaWriter.Write(tree)));
    }

    [Fact]
    public void NumbersKeepTheirBits() => Properties.Hold(
        Arb.From(Gen.OneOf(Expressions.Any, ArbMap.Default.GeneratorFor<double>(), ArbMap.Default.GeneratorFor<long>().Select(BitConverter.Int64BitsToDouble))),
        value => Cultures.Strange(() => FormulaText.ParseNumber(FormulaText.Number(value))) is double read
            && (BitConverter.DoubleToInt64Bits(read) == BitConverter.DoubleToInt64Bits(value) || (double.IsNaN(read) && double.IsNaN(value)))
            ? ""
            : $"{value:R} is written {FormulaText.Number(value)}");

    [Theory]
    [InlineData(-0.0, "-0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-8, "1E-08")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void NumbersAreShort(double value, string text) => Assert.Equal(text, FormulaText.Number(value));

    [Theory]
    [InlineData(null, "null")]
    [InlineData(new double[0], "")]
    [InlineData(new[] { 1, -0.0, 0.1, double.PositiveInfinity }, "1 -0 0.1 Infinity")]
    public void SeveralNumbersAreOneText(double[]? values, string text)
    {
        Assert.Equal(text, FormulaText.Numbers(values));
        Assert.Equal(values, Cultures.Strange(() => FormulaText.ParseNumbers(text)));
        Assert.Throws<FormatException>(() => FormulaText.ParseNumbers("1  2"));
    }

    private static string ReadsBack(FormulaClass tree)
    {
        string text = FormulaWriter.Write(tree);
        FormulaClass read = FormulaReader.Read(text);
        return read.Equals(tree) ? FormulaWriter.Write(read) == text ? "" : $"written again it differs: {text}" : $"{tree} came back as {read}";
    }
}
