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
    public void Enumerating_allocates_nothing()
    {
        ParameterSet<float> parameters = TwoLayers();
        float sum = 0;
        Allocations.AssertNone(() =>
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
