using FastGrad.Memory;
using Xunit;

namespace FastGrad.Tests.Runtime;

public sealed class ParameterSetTests
{
    private static ParameterSet<float> TwoLayers() => new(
    [
        new("Dense1.Weight", new(3, 5), new KaimingUniformAttribute(), 0),
        new("Dense1.Bias", new(5), new OnesAttribute(), 16),
        new("Dense2.Weight", new(5, 2), new KaimingUniformAttribute(), 32),
    ]);

    [Fact]
    public void Enumerates_in_the_order_of_declaration()
    {
        List<string> names = [];
        foreach (Parameter<float> parameter in TwoLayers())
            names.Add($"{parameter.Name} {parameter.Shape} {parameter.Values.Length}");
        Assert.Equal(["Dense1.Weight 3×5 15", "Dense1.Bias 5 5", "Dense2.Weight 5×2 10"], names);
    }

    [Fact]
    public void Finds_by_name_and_by_index_the_same_numbers()
    {
        ParameterSet<float> parameters = TwoLayers();
        parameters["Dense1.Bias"].Values[4] = 7;
        Assert.Equal(7, parameters[1].Values[4]);
        Assert.Equal(3, parameters.Count);
    }

    [Fact]
    public void Says_what_there_is_when_a_name_is_wrong()
    {
        Assert.Contains("Dense1.Weight, Dense1.Bias, Dense2.Weight", Assert.Throws<KeyNotFoundException>(() => TwoLayers()["Dense3.Weight"]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoLayers()[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoLayers()[-1]);
    }

    [Fact]
    public void Initialisers_see_seed_parameter_and_element()
    {
        ParameterSet<float> parameters = TwoLayers();
        parameters.Initialize(42);
        Assert.All(parameters["Dense1.Bias"].Values.ToArray(), value => Assert.Equal(1, value));
        CounterRandom third = new(42, 2, 7);
        Assert.Equal((float)new KaimingUniformAttribute().Sample(ref third, new(5, 2)), parameters["Dense2.Weight"].Values[7]);
        float[] before = parameters["Dense1.Weight"].Values.ToArray();
        parameters.Initialize(43);
        Assert.NotEqual(before, parameters["Dense1.Weight"].Values.ToArray());
        parameters.Initialize(42);
        Assert.Equal(before, parameters["Dense1.Weight"].Values.ToArray());
    }

    [Fact]
    public void Refuses_parameters_that_overlap_or_share_a_name()
    {
        Assert.Throws<ArgumentException>(() => new ParameterSet<float>([new("a", new(4), new ZerosAttribute(), 0), new("b", new(4), new ZerosAttribute(), 3)]));
        Assert.Throws<ArgumentException>(() => new ParameterSet<float>([new("a", new(4), new ZerosAttribute(), 0), new("a", new(4), new ZerosAttribute(), 4)]));
    }

    [Fact]
    public void Copies_to_and_from_a_set_of_the_same_parameters()
    {
        ParameterSet<float> from = TwoLayers(), to = TwoLayers(), other = TwoLayers();
        from.Initialize(3);
        to.CopyFrom(from);
        from.CopyTo(other);
        Assert.Contains(from[0].Values.ToArray(), value => value != 0);
        foreach (ParameterSet<float> copy in (ParameterSet<float>[])[to, other])
            Assert.Equal(LinearTrainer.Values(from), LinearTrainer.Values(copy));
        from[0].Values[0]++;
        Assert.NotEqual(from[0].Values[0], to[0].Values[0]);
    }

    [Fact]
    public void Offsets_may_differ_between_copies()
    {
        ParameterSet<float> from = TwoLayers();
        from.Initialize(3);
        ParameterSet<float> tight = new(
        [
            new("Dense1.Weight", new(3, 5), new ZerosAttribute(), 0),
            new("Dense1.Bias", new(5), new ZerosAttribute(), 15),
            new("Dense2.Weight", new(5, 2), new ZerosAttribute(), 20),
        ]);
        tight.CopyFrom(from);
        Assert.Equal(LinearTrainer.Values(from), LinearTrainer.Values(tight));
    }

    [Fact]
    public void Refuses_to_copy_between_different_parameters()
    {
        ParameterSet<float> set = TwoLayers();
        set.Initialize(3);
        float[] before = LinearTrainer.Values(set);
        ParameterSet<float> fewer = new([new("Dense1.Weight", new(3, 5), new ZerosAttribute(), 0)]);
        ParameterSet<float> turned = new(
        [
            new("Dense1.Weight", new(3, 5), new ZerosAttribute(), 0),
            new("Dense1.Bias", new(5), new ZerosAttribute(), 16),
            new("Dense2.Weight", new(2, 5), new ZerosAttribute(), 32),
        ]);
        ParameterSet<float> renamed = new(
        [
            new("Dense1.Weight", new(3, 5), new ZerosAttribute(), 0),
            new("Dense1.Slope", new(5), new ZerosAttribute(), 16),
            new("Dense2.Weight", new(5, 2), new ZerosAttribute(), 32),
        ]);
        Assert.Contains("Got 1 parameters for 3", Assert.Throws<ArgumentException>("source", () => set.CopyFrom(fewer)).Message);
        Assert.Contains("Got 3 parameters for 1", Assert.Throws<ArgumentException>("destination", () => set.CopyTo(fewer)).Message);
        Assert.Contains(
            "Parameter 2 is Dense2.Weight 2×5, but its place is that of Dense2.Weight 5×2", Assert.Throws<ArgumentException>("source", () => set.CopyFrom(turned)).Message);
        Assert.Contains("Dense1.Slope 5", Assert.Throws<ArgumentException>("source", () => set.CopyFrom(renamed)).Message);
        Assert.Equal(before, LinearTrainer.Values(set));
    }

    [Fact]
    public void Enumerating_allocates_nothing()
    {
        ParameterSet<float> parameters = TwoLayers();
        float sum = 0;
        Allocation.None(() =>
        {
            foreach (Parameter<float> parameter in parameters)
                sum += parameter.Values[0] + parameter.Shape.Length;
            sum += parameters["Dense1.Bias"].Values[0];
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public unsafe void Buffers_start_at_a_cache_line_and_have_slack(int length)
    {
        PinnedBuffer<float> buffer = new(length);
        fixed (float* start = &buffer.Start)
            Assert.Equal(0u, (nuint)start % 64);
        Assert.Equal(length, buffer.Span.Length);
        for (int index = 0; index < length + PinnedBuffer<float>.Slack; index++)
            Assert.Equal(0, System.Runtime.CompilerServices.Unsafe.Add(ref buffer.Start, index));
    }
}
