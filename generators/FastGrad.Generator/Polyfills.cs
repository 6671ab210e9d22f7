// What C# 14 needs of the framework and netstandard2.0 lacks: list patterns count from the end with Index.
#pragma warning disable IDE0130
namespace System;

internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
