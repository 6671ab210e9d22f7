using FastGrad;
using FastGrad.Checkpoints.Writer;

// Saves one file after another under one name, until somebody kills it: in file n every number is n.
string path = args[0];
VictimNet net = new();
for (int number = int.Parse(args[1]); ; number++)
{
    foreach (Parameter<float> parameter in net.Parameters)
        parameter.Values.Fill(number);
    net.Save(path);
    Console.WriteLine(number);
}
