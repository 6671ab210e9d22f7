namespace FastGrad.Compiler.Formulas;

/// <summary>A statement of a formula.</summary>
public abstract record Statement;

public sealed record Block(EquatableArray<Statement> Statements) : Statement;

/// <summary><c>double name = value;</c></summary>
public sealed record Declare(string Name, Term Value) : Statement;

/// <summary><c>name = value;</c> Compound assignments and increments are written out by the binder.</summary>
public sealed record Assign(string Name, Term Value) : Statement;

public sealed record If(Term Condition, Statement Then, Statement? Else) : Statement;

/// <summary>A loop whose bounds are known when compiled; <c>while</c> is one without start and step.</summary>
public sealed record Loop(Statement? Start, Term Condition, Statement? Step, Statement Body) : Statement;

public sealed record Return(Term? Value) : Statement;

/// <summary>An expression of a formula, called a term here because <c>Expr</c> is the IR's word.</summary>
public abstract record Term;

/// <summary>A number or truth value as invariant round-trip text, so that every host reads the same bits.</summary>
public sealed record Literal(FormulaType Type, string Text) : Term;

/// <summary>A parameter or local.</summary>
public sealed record Name(string Identifier) : Term;

/// <summary>A property of the attribute class.</summary>
public sealed record Property(string Identifier) : Term;

/// <summary><see cref="Operator"/> is C#'s: <c>- ! + - * / % &lt; &lt;= &gt; &gt;= == != &amp; | ^</c> (and <c>&amp;&amp;</c>, <c>||</c>).</summary>
public sealed record Unary(string Operator, Term Operand) : Term;

/// <param name="Type">Of the result as C# binds it: an integer division is one.</param>
/// <param name="Place">Of the operation in a model's <c>Forward</c>: index in the model's table of places; 0 for none.</param>
public sealed record Binary(string Operator, Term Left, Term Right, FormulaType Type, int Place = 0) : Term;

public sealed record Conditional(Term Condition, Term WhenTrue, Term WhenFalse) : Term;

public sealed record Convert(FormulaType Type, Term Operand) : Term;

/// <param name="Target"><c>Math.Exp</c>, <c>Ops.MatMul</c>, <c>Shape.new</c>, <c>Tensor.Length</c>, <c>Tensor.Item</c>, or <c>this.Helper</c>;
/// in a model's <c>Forward</c> also <c>layer.Head</c>, the partial method of that name.</param>
/// <param name="Place">As of <see cref="Binary"/>.</param>
public sealed record Call(string Target, EquatableArray<Term> Arguments, int Place = 0) : Term;

/// <summary><c>(a, b)</c>: several outputs, or what a helper gives.</summary>
public sealed record Tuple(EquatableArray<Term> Elements) : Term;

/// <summary>One of a tuple's elements.</summary>
public sealed record Element(Term Whole, int Index) : Term;

/// <summary>A cell of a scan: <c>(x, state) => …</c>. It may read the locals and parameters around it as they are where the scan stands.</summary>
public sealed record Lambda(EquatableArray<string> Parameters, Block Body) : Term;
