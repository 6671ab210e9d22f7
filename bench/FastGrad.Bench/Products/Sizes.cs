namespace FastGrad.Bench;

/// <summary>A dimension that the JIT knows.</summary>
public interface ISize
{
    static abstract int Value { get; }
}

public readonly struct N1 : ISize { public static int Value => 1; }

public readonly struct N2 : ISize { public static int Value => 2; }

public readonly struct N10 : ISize { public static int Value => 10; }

public readonly struct N16 : ISize { public static int Value => 16; }

public readonly struct N32 : ISize { public static int Value => 32; }

public readonly struct N64 : ISize { public static int Value => 64; }

public readonly struct N128 : ISize { public static int Value => 128; }

public readonly struct N256 : ISize { public static int Value => 256; }

public readonly struct N512 : ISize { public static int Value => 512; }

public readonly struct N784 : ISize { public static int Value => 784; }

public readonly struct N1024 : ISize { public static int Value => 1024; }
