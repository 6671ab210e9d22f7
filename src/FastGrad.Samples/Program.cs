using FastGrad.Samples.Commands;

return Samples.Create().Parse(args).Invoke();
