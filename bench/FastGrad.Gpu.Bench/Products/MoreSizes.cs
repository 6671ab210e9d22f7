namespace FastGrad.Gpu.Bench;

// Around the places where the compiler takes another form, and as large as only a GPU is asked for.

public readonly struct N4 : ISize { public static int Value => 4; }

public readonly struct N8 : ISize { public static int Value => 8; }

public readonly struct N12 : ISize { public static int Value => 12; }

public readonly struct N24 : ISize { public static int Value => 24; }

public readonly struct N96 : ISize { public static int Value => 96; }

public readonly struct N192 : ISize { public static int Value => 192; }

public readonly struct N2048 : ISize { public static int Value => 2048; }
