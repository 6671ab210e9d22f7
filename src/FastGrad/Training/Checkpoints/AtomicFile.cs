namespace FastGrad.Training;

/// <summary>A file that is either as it was or wholly new, whenever the process may end.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes beside the file, has the disk take it, and gives it the file's name: one step of the file system, before which a reader sees
    /// the old file and after which the new one. A process that is killed may leave <c>name.….tmp</c> behind.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // A name of its own: another that saves to the same place at the same time writes elsewhere, and the last one to finish stays.
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
