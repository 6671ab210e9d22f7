using System.CommandLine;
using FastGrad.Samples.Digits;

RootCommand root = new("Programs that show FastGrad at work.") { DigitsCommand.Create() };
return root.Parse(args).Invoke();
