using FastGrad.Gpu.Bench;

return Command.Create().Parse(args).Invoke();
