using System.Runtime.ExceptionServices;

namespace FastGrad;

/// <summary>Runs declarations as the C# that they are, for a whole batch.</summary>
public static class Eager
{
    /// <summary>
    /// Runs a formula for each example of a batch, each on a thread of its own, so that the code speaks of one example and
    /// <see cref="Ops.BatchSum(Tensor)"/> and its like still see all of them. Sums over the batch go in the order of the examples: the
    /// results are the same in every run.
    /// </summary>
    /// <typeparam name="T">What the formula gives.</typeparam>
    /// <param name="batch">Number of examples; at least 1.</param>
    /// <param name="example">The formula, given the example's place in the batch. It runs on several threads at once.</param>
    /// <param name="training">What <see cref="Ops.Training"/> says.</param>
    /// <param name="seed">Chooses the random numbers.</param>
    /// <param name="call">Which run of the model it is: each has random numbers of its own. Below 2⁴⁸.</param>
    /// <returns>What the formula gave for each example.</returns>
    /// <remarks>
    /// An exception in one example ends the others where they next meet, and is thrown here; of several, the first example's.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The batch is empty.</exception>
    /// <exception cref="InvalidOperationException">The examples don't take the same way through operations over the batch.</exception>
    public static T[] Run<T>(int batch, Func<int, T> example, bool training = false, ulong seed = 0, ulong call = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentNullException.ThrowIfNull(example);
        Meeting meeting = new(batch);
        T[] results = new T[batch];
        ExceptionDispatchInfo?[] failures = new ExceptionDispatchInfo?[batch];
        Thread[] threads = new Thread[batch];
        for (int index = 0; index < batch; index++)
        {
            int own = index;
            threads[index] = new Thread(() =>
            {
                new Example(own, training, seed, call, meeting).Enter();
                try
                {
                    results[own] = example(own);
                    meeting.Leave();
                }
                catch (CalledOffException)
                {
                    // The example that failed says why.
                }
                catch (Exception exception)
                {
                    failures[own] = ExceptionDispatchInfo.Capture(exception);
                    meeting.CallOff();
                }
            })
            { IsBackground = true };
        }
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        failures.FirstOrDefault(failure => failure is not null)?.Throw();
        return results;
    }
}
