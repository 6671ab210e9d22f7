using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Tests.Harness;

namespace FastGrad.Compiler.Tests.FormulaTexts;

/// <summary>A text from an assembly may be anything. It gives a tree or a FormatException; the compiler that hosts us never sees another.</summary>
public class DamageTests
{
    private static readonly string _sound = FormulaWriter.Write(TestFormulas.Huber);

    [Fact]
    public void DamagedTextsAreRefusedOrRead()
    {
        var random = new Random(20240607);
        int refused = 0;
        for (int i = 0; i < 10_000; i++)
        {
            string damaged = Damage(_sound, random);
            for (int again = random.Next(3); again > 0; again--)
                damaged = Damage(damaged, random);
            try
            {
                // What is read could have been written: it reads back as itself.
                FormulaClass read = FormulaReader.Read(damaged);
                Assert.Equal(read, FormulaReader.Read(FormulaWriter.Write(read)));
            }
            catch (FormatException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 1000, 9999);
    }

    [Theory]
    [InlineData("")]
    [InlineData("formula")]
    [InlineData("()")]
    [InlineData("(formula)")]
    [InlineData("(formula 3)")]
    [InlineData("(formula 3 a b Activation () ())")]
    [InlineData("(formula 3 a b Activation () () () ()) more")]
    [InlineData("(formula 3 a b Nonsense () () () ())")]
    // Numbers and lists are names of an enum's values to Enum.TryParse.
    [InlineData("(formula 3 a b 2 () () () ())")]
    [InlineData("(formula 3 a b 17 () () () ())")]
    [InlineData("(formula 3 a b 'Activation, Layer' () () () ())")]
    [InlineData("(formula 3 a b ' Activation' () () () ())")]
    [InlineData("(formula 3 a b Activation ((p Double 1 (0 maybe 1 true) '' false)) () () ())")]
    [InlineData("(formula 3 a b Activation ((p Double 1 (zero true 1 true) '' false)) () () ())")]
    [InlineData("(formula 3 a b Activation ((p Double 1 () '' maybe)) () () ())")]
    [InlineData("(formula 3 a b Activation () () ((m true Double () (return x) ())) ())")]
    [InlineData("(formula 3 a b Activation () () ((m true Double () (block ()) ())) ())")]
    [InlineData("(formula 3 a b Activation () () ((m true Double () (block (return (is Double one))) ())) ())")]
    [InlineData("(formula 3 a b Activation () () ((m true Double () (block (return (is Integer 1.5))) ())) ())")]
    [InlineData("(formula 3 a b Activation () () ((m true Double () (block (return (is Boolean yes))) ())) ())")]
    [InlineData("(formula 3 a b Activation () () ((m true Double () (block (return (is Tensor 1))) ())) ())")]
    // A gain is a number or a method.
    [InlineData("(formula 3 a b Activation () () () nothing)")]
    [InlineData("(formula 3 'a b Activation () () () ())")]
    public void WhatCouldNotHaveBeenWrittenIsRefused(string text) => Assert.Throws<FormatException>(() => FormulaReader.Read(text));

    [Fact]
    public void ATextNestedWithoutEndIsRefused()
    {
        Assert.Throws<FormatException>(() => FormulaReader.Read(new string('(', 1_000_000)));
        string deep = string.Concat(Enumerable.Repeat("(unary - ", 100_000)) + "x" + new string(')', 100_000);
        Assert.Throws<FormatException>(() => FormulaReader.Read($"(formula 3 a b Activation () () ((m true Double () (block (return {deep})) ())))"));
    }

    [Fact]
    public void AnotherVersionIsSaidToBeOne()
    {
        FormulaVersionException error = Assert.Throws<FormulaVersionException>(() => FormulaReader.Read("(formula 1 whatever it (holds))"));
        Assert.Equal("1", error.Version);
        Assert.Contains("formula format 1", error.Message);
    }

    private static string Damage(string text, Random random)
    {
        const string Interesting = "()' \\-0129.eE,xNaN∞−true";
        int at = random.Next(text.Length), length = Math.Min(random.Next(1, 30), text.Length - at);
        char c = random.Next(4) == 0 ? (char)random.Next(0x10000) : Interesting[random.Next(Interesting.Length)];
        return text.Length < 2 ? "()" : random.Next(6) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, c.ToString()),
            2 => text.Remove(at, 1).Insert(at, c.ToString()),
            3 => text.Remove(at, length),
            4 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
            _ => text.Substring(0, at),
        };
    }
}
