namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>What a scheduled kernel becomes on a GPU.</summary>
internal abstract record GpuWork;

/// <summary>
/// One launch. The body is a device function <c>static void Name(Frame frame, int group, int groups)</c> whose work is shared out to
/// <c>groups</c> groups of <c>Group.DimX</c> lanes, however many of both there are; so one group alone can run it too.
/// </summary>
/// <param name="Name">Of the device function; each name once in a model.</param>
/// <param name="Groups">
/// How many groups to launch, as C# of <c>frame</c>: <c>Tiles(frame.Batch, 16)</c>, <c>Lanes(frame.Batch * 16)</c>, <c>Rows(frame.Batch)</c>.
/// </param>
/// <param name="NeedsRoom">Whether lanes share <c>frame.Room</c>.</param>
/// <param name="Comment">What it computes, line by line.</param>
/// <param name="Body">Writes the function's statements; asked once.</param>
/// <param name="Struct">What it hands the device source that does the work, if one does.</param>
internal sealed record GpuKernel(
    string Name, string Groups, bool NeedsRoom, IReadOnlyList<string> Comment, Action<SourceWriter> Body, GpuStruct? Struct = null) : GpuWork
{
    private string? _text;

    /// <summary>The function's statements.</summary>
    public string Text
    {
        get
        {
            if (_text is null)
            {
                var writer = new SourceWriter();
                Body(writer);
                _text = writer.ToString();
            }
            return _text;
        }
    }
}

/// <summary>Launches in a loop over <c>frame.Step</c>.</summary>
/// <param name="Steps">How many.</param>
/// <param name="Reverse">From the last to the first.</param>
/// <param name="Inner">Of each step.</param>
internal sealed record GpuLoop(int Steps, bool Reverse, IReadOnlyList<GpuWork> Inner) : GpuWork;
