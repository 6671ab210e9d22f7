using System.Reflection;

namespace FastGrad.Tests.Optimizers;

/// <summary>Every optimizer of the library has trajectories that an independent tool computed, and every setting of it acts in one of them.</summary>
public class CompletenessTests
{
    public static TheoryData<string> Names => [.. Forms.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryOptimizerHasTrajectoriesAndEverySettingActsInOne(string name)
    {
        IReadOnlyDictionary<string, object>[] runs =
        [
            .. Enumerable.Range(0, Trajectory.Count)
                .Select(index => new Trajectory(index)).Where(run => run.Optimizer == name).Select(run => run.Settings),
            .. PaperTests.Runs.Where(run => run.Optimizer == name).Select(run => run.Settings),
        ];
        Assert.True(runs.Length >= 3, $"{name} has {runs.Length} trajectories; add some to trajectories.py, or to papers.py.");

        object defaults = Activator.CreateInstance(Forms.Attribute(name))!;
        foreach (PropertyInfo setting in Settings(Forms.Attribute(name)))
            Assert.True(
                runs.Any(run => run.TryGetValue(setting.Name, out object? value) && !value.Equals(setting.GetValue(defaults))),
                $"No trajectory of {name} gives {setting.Name} another value than its default.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DefaultsAreThoseOfTheAttribute(string name)
    {
        object declared = Activator.CreateInstance(Forms.Attribute(name))!;
        Optimizer compiled = Forms.Compiled(name, new Dictionary<string, object>());
        foreach (PropertyInfo setting in Settings(Forms.Attribute(name)).Where(setting => setting.PropertyType == typeof(double)))
            Assert.Equal(setting.GetValue(declared), compiled.GetType().GetProperty(setting.Name)!.GetValue(compiled));
    }

    /// <summary>Every number has a range: it refuses what is no number, and what lies beyond one end or the other.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void EverySettingIsChecked(string name)
    {
        Optimizer optimizer = Forms.Compiled(name, new Dictionary<string, object>());
        foreach (PropertyInfo setting in optimizer.GetType().GetProperties().Where(property => property.PropertyType == typeof(double)))
        {
            object? before = setting.GetValue(optimizer);
            foreach (double value in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1e-9])
            {
                var thrown = Assert.IsType<ArgumentOutOfRangeException>(
                    Assert.Throws<TargetInvocationException>(() => setting.SetValue(optimizer, value)).InnerException);
                Assert.Equal(setting.Name, thrown.ParamName);
                Assert.Equal(before, setting.GetValue(optimizer));
            }
        }
    }

    /// <summary>What a deriving class says anew hides what the base says.</summary>
    private static IEnumerable<PropertyInfo> Settings(Type attribute) => attribute.GetProperties()
        .Where(property => property.SetMethod is not null)
        .GroupBy(property => property.Name)
        .Select(properties => properties.OrderByDescending(property => property.DeclaringType == attribute).First());
}
