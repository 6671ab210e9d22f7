namespace FastGrad;

/// <summary>Steps at which something changes, in order.</summary>
internal static class Milestones
{
    /// <summary>That they are steps, none before its predecessor.</summary>
    public static void Check(ReadOnlySpan<long> milestones, string name)
    {
        for (int index = 0; index < milestones.Length; index++)
        {
            long least = index == 0 ? 0 : milestones[index - 1];
            if (milestones[index] < least)
                throw new ArgumentException(
                    $"Milestone {index} is {milestones[index]}, but milestones begin at 0 or later and each is at least the one before, here {least}.",
                    name);
        }
    }

    /// <summary>How many are at most <paramref name="step"/>.</summary>
    // There are a handful: a search would take longer.
    public static int Passed(ReadOnlySpan<long> milestones, long step)
    {
        int passed = 0;
        while (passed < milestones.Length && milestones[passed] <= step)
            passed++;
        return passed;
    }
}
