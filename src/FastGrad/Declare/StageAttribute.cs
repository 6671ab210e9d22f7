namespace FastGrad;

/// <summary>One step of a pipeline. Stages run in the order in which they stand on the class, so all stand on one part of it.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class StageAttribute : Attribute;
