global using DuetTrainer = FastGrad.Models.Tests.Contract.DuetNet.GpuTrainer;
