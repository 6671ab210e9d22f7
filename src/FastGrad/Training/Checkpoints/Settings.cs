namespace FastGrad.Training;

/// <summary>An optimizer's settings by name.</summary>
internal static class Settings
{
    public static List<KeyValuePair<string, double>> Of(Optimizer optimizer)
    {
        List<KeyValuePair<string, double>> settings = [];
        optimizer.Exchange((name, value) =>
        {
            settings.Add(new(name, value));
            return null;
        });
        return settings;
    }

    /// <summary>Sets all of them and does what else must succeed; or leaves them as they were, but for those that nobody had set.</summary>
    /// <exception cref="CheckpointException">One is out of its range.</exception>
    public static void Set(Optimizer optimizer, Dictionary<string, double> settings, CheckpointFile file, Action then)
    {
        Dictionary<string, double> former = new(Of(optimizer));
        try
        {
            optimizer.Exchange(New(settings));
            then();
        }
        catch (Exception problem)
        {
            // One that nobody had set stays as it is: it can't be unset, and to try would throw here and hide the problem.
            optimizer.Exchange((name, value) => double.IsNaN(former[name]) ? null : New(former)(name, value));
            if (problem is ArgumentOutOfRangeException)
                throw new CheckpointException(file.Path, $"The optimizer refuses a setting. {problem.Message}", tensor: null, problem);
            throw;
        }
    }

    // What is the same is left alone: one that nobody has set is NaN, which could not be set.
    private static SettingExchange New(Dictionary<string, double> settings) => (name, value) => settings[name].Equals(value) ? null : settings[name];
}
