global using DuetTrainer = FastGrad.Models.Tests.Contract.DuetNet.Trainer<FastGrad.Sgd>;
