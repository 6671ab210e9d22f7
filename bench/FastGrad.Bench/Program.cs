using BenchmarkDotNet.Running;
using FastGrad.Bench;

if (args is [JitTopic.Child])
    JitTopic.RunChild();
else if (args is [ProfileCommand.Name, ..])
    return ProfileCommand.Create().Parse(args).Invoke();
else if (args.Contains(QuickCommand.Switch))
    return QuickCommand.Create().Parse(args).Invoke();
else
    BenchmarkSwitcher.FromAssembly(typeof(StepBenchmarks).Assembly).Run(args, Net10.Config);
return 0;
