// The workloads of bench/FastGrad.Bench in libtorch, one thread, in the ways that C++ has of running them.
//
//   libtorch [seconds per way]        compare.sh builds it
//   libtorch --version
//
// Prints a line per workload and way: workload, batch, way, median µs of one call, 0.
#include <torch/torch.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Tensors = std::vector<torch::Tensor>;
using Call = std::function<void(int)>;

constexpr int kBatches = 8;
double g_seconds = 0.4;

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::vector<double> sorted_microseconds(const Call& call) {
  int index = 0;
  for (auto start = Clock::now(); since(start) < g_seconds / 2 || index < 20; index++) {
    call(index % kBatches);
    if (index >= 5 && since(start) > 2) break;
  }
  std::vector<double> times;
  for (auto start = Clock::now(); since(start) < g_seconds || times.size() < 5; index++) {
    auto before = Clock::now();
    call(index % kBatches);
    times.push_back(since(before) * 1e6);
  }
  std::sort(times.begin(), times.end());
  return times;
}

void line(const std::string& workload, int64_t batch, const std::string& way, double microseconds) {
  std::printf("%s,%lld,libtorch %s,%.3f,0\n", workload.c_str(), static_cast<long long>(batch), way.c_str(), microseconds);
  std::fflush(stdout);
}

void report(const std::string& workload, int64_t batch, const std::string& way, const Call& call) {
  auto times = sorted_microseconds(call);
  line(workload, batch, way, times[times.size() / 2]);
}

// What changes weights, once their gradients are there.
struct Optimizer {
  virtual ~Optimizer() = default;
  virtual void step() = 0;
};

// torch::optim, one tensor after another.
template <class T, class Options>
struct Stock : Optimizer {
  Stock(const Tensors& parameters, Options options) : optimizer(parameters, options) {}
  void step() override { optimizer.step(); }
  T optimizer;
};

// All tensors at once, in as few passes as ATen has for it.
struct Foreach : Optimizer {
  Foreach(Tensors parameters, bool adam, double decay) : weights(std::move(parameters)), adam(adam), decay(decay) {
    for (const auto& weight : weights) {
      means.push_back(torch::zeros_like(weight));
      squares.push_back(torch::zeros_like(weight));
    }
  }

  void step() override {
    torch::NoGradGuard no_grad;
    Tensors gradients;
    for (const auto& weight : weights) gradients.push_back(weight.grad());
    if (!adam) {
      at::_foreach_add_(weights, gradients, -rate);
    } else {
      count++;
      double size = rate / (1 - std::pow(beta1, count)), scale = std::sqrt(1 - std::pow(beta2, count));
      if (decay != 0) at::_foreach_mul_(weights, 1 - rate * decay);
      at::_foreach_mul_(means, beta1);
      at::_foreach_add_(means, gradients, 1 - beta1);
      at::_foreach_mul_(squares, beta2);
      at::_foreach_addcmul_(squares, gradients, gradients, 1 - beta2);
      auto roots = at::_foreach_sqrt(squares);
      at::_foreach_div_(roots, scale);
      at::_foreach_add_(roots, epsilon);
      at::_foreach_addcdiv_(weights, means, roots, -size);
    }
  }

  Tensors weights, means, squares;
  bool adam;
  double decay;
  double rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
  int64_t count = 0;
};

enum class Kind { sgd, adam, adamw };

std::unique_ptr<Optimizer> stock(const Tensors& parameters, Kind kind) {
  using namespace torch::optim;
  switch (kind) {
    case Kind::sgd: return std::make_unique<Stock<SGD, SGDOptions>>(parameters, SGDOptions(1e-3));
    case Kind::adam: return std::make_unique<Stock<Adam, AdamOptions>>(parameters, AdamOptions());
    default: return std::make_unique<Stock<AdamW, AdamWOptions>>(parameters, AdamWOptions());
  }
}

std::unique_ptr<Optimizer> foreach(const Tensors& parameters, Kind kind) {
  return std::make_unique<Foreach>(parameters, kind != Kind::sgd, kind == Kind::adamw ? 0.01 : 0);
}

torch::nn::Sequential net(const std::vector<int64_t>& widths, bool tanh) {
  torch::nn::Sequential layers;
  for (size_t i = 0; i + 1 < widths.size(); i++) {
    if (i > 0) tanh ? layers->push_back(torch::nn::Tanh()) : layers->push_back(torch::nn::ReLU());
    layers->push_back(torch::nn::Linear(widths[i], widths[i + 1]));
  }
  return layers;
}

// The same layers without the modules around them.
torch::Tensor functional(const Tensors& parameters, torch::Tensor x, bool tanh) {
  for (size_t i = 0; i < parameters.size(); i += 2) {
    if (i > 0) x = tanh ? torch::tanh(x) : torch::relu(x);
    x = torch::linear(x, parameters[i], parameters[i + 1]);
  }
  return x;
}

using Forward = std::function<torch::Tensor(const torch::Tensor&)>;

void train(const std::string& workload, int64_t batch, const Tensors& inputs, const Tensors& targets, bool classify, const std::string& way,
           const Forward& forward, Tensors& parameters, Optimizer& optimizer) {
  report(workload, batch, way, [&](int index) {
    auto output = forward(inputs[index]);
    auto loss = classify ? torch::cross_entropy_loss(output, targets[index]) : torch::mse_loss(output, targets[index]);
    loss.backward();
    optimizer.step();
    // Nothing is zeroed: the next backward pass leaves its own.
    for (auto& parameter : parameters) parameter.mutable_grad().reset();
  });
}

void training(const std::string& workload, int64_t batch, const std::vector<int64_t>& widths, bool tanh, bool classify, Kind kind) {
  torch::manual_seed(1);
  Tensors inputs, targets;
  for (int i = 0; i < kBatches; i++) {
    inputs.push_back(torch::randn({batch, widths.front()}));
    targets.push_back(classify ? torch::randint(widths.back(), {batch}, torch::kLong) : torch::randn({batch, widths.back()}));
  }
  for (bool modules : {true, false})
    for (bool all : {false, true}) {
      auto layers = net(widths, tanh);
      auto parameters = layers->parameters();
      auto optimizer = all ? foreach(parameters, kind) : stock(parameters, kind);
      Forward forward = [&](const torch::Tensor& x) { return modules ? layers->forward(x) : functional(parameters, x, tanh); };
      train(workload, batch, inputs, targets, classify, std::string(modules ? "modules" : "functional") + (all ? " foreach" : ""), forward, parameters, *optimizer);
    }
}

void recurrent(int64_t batch) {
  torch::manual_seed(1);
  Tensors inputs, targets;
  for (int i = 0; i < kBatches; i++) {
    inputs.push_back(torch::randn({batch, 32, 16}));
    targets.push_back(torch::randint(10, {batch}, torch::kLong));
  }
  for (bool all : {false, true}) {
    torch::nn::GRU gru(torch::nn::GRUOptions(16, 32).batch_first(true));
    torch::nn::Linear head(32, 10);
    auto parameters = gru->parameters();
    for (const auto& parameter : head->parameters()) parameters.push_back(parameter);
    auto optimizer = all ? foreach(parameters, Kind::adam) : stock(parameters, Kind::adam);
    Forward forward = [&](const torch::Tensor& x) { return head->forward(std::get<0>(gru->forward(x)).select(1, 31)); };
    train("GRU", batch, inputs, targets, true, all ? "modules foreach" : "modules", forward, parameters, *optimizer);
  }
}

void update(const std::string& workload, int64_t length) {
  for (bool all : {false, true}) {
    Tensors parameters{torch::randn({length}).requires_grad_()};
    parameters[0].mutable_grad() = torch::randn({length});
    auto optimizer = all ? foreach(parameters, Kind::adam) : stock(parameters, Kind::adam);
    report(workload, 1, all ? "foreach" : "optim", [&](int) { optimizer->step(); });
  }
}

// An optimizer as torch::optim has it, over a layer's matrix and vector.
template <class T, class Options>
void stock_update(const std::string& workload, Options options) {
  Tensors parameters{torch::randn({255, 256}).requires_grad_(), torch::randn({256}).requires_grad_()};
  for (auto& parameter : parameters) parameter.mutable_grad() = torch::randn_like(parameter);
  T optimizer(parameters, options);
  report(workload, 1, "optim", [&](int) { optimizer.step(); });
}

// A loss by itself: value and gradient of 64 examples with 256 outputs each.
template <class Judge>
void loss(const std::string& workload, bool labels, bool squash, const Judge& judge) {
  torch::manual_seed(1);
  Tensors outputs, targets;
  for (int i = 0; i < kBatches; i++) {
    auto output = torch::randn({64, 256});
    outputs.push_back((squash ? output.sigmoid() : output).requires_grad_());
    targets.push_back(labels ? torch::randint(256, {64}, torch::kLong) : torch::randn({64, 256}).sigmoid());
  }
  report(workload, 64, "functional", [&](int index) {
    judge(outputs[index], targets[index]).backward();
    outputs[index].mutable_grad().reset();
  });
}

torch::Tensor dice(const torch::Tensor& p, const torch::Tensor& t) {
  return (1 - (2 * (p * t).sum(1) + 1) / (p.sum(1) + t.sum(1) + 1)).mean();
}

void losses() {
  using T = const torch::Tensor&;
  loss("loss mse", false, false, [](T x, T t) { return torch::mse_loss(x, t); });
  loss("loss mae", false, false, [](T x, T t) { return torch::l1_loss(x, t); });
  loss("loss huber", false, false, [](T x, T t) { return torch::huber_loss(x, t); });
  loss("loss smooth l1", false, false, [](T x, T t) { return torch::smooth_l1_loss(x, t); });
  loss("loss bce", false, true, [](T x, T t) { return torch::binary_cross_entropy(x, t); });
  loss("loss bce with logits", false, false, [](T x, T t) { return torch::binary_cross_entropy_with_logits(x, t); });
  loss("loss cross-entropy", true, false, [](T x, T t) { return torch::cross_entropy_loss(x, t); });
  loss("loss cross-entropy smoothed", true, false, [](T x, T t) { return torch::cross_entropy_loss(x, t, {}, at::Reduction::Mean, -100, 0.1); });
  loss("loss poisson nll", false, false, [](T x, T t) { return torch::poisson_nll_loss(x, t, true, false, 1e-8, at::Reduction::Mean); });
  loss("loss dice", false, true, dice);
}

void inference(const std::string& workload, const std::vector<int64_t>& widths) {
  torch::InferenceMode guard;
  Tensors inputs;
  for (int i = 0; i < kBatches; i++) inputs.push_back(torch::randn({1, widths.front()}));
  auto layers = net(widths, false);
  auto parameters = layers->parameters();
  for (bool modules : {true, false}) {
    std::string way = modules ? "modules" : "functional";
    auto times = sorted_microseconds([&](int index) { modules ? layers->forward(inputs[index]) : functional(parameters, inputs[index], false); });
    line(workload + " p50", 1, way, times[times.size() / 2]);
    line(workload + " p99", 1, way, times[times.size() * 99 / 100]);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string(argv[1]) == "--version") {
    std::puts(TORCH_VERSION);
    return 0;
  }
  if (argc > 1) g_seconds = std::atof(argv[1]);
  at::set_num_threads(1);
  at::globalContext().setFlushDenormal(true);
  for (int64_t batch : {1, 32}) training("W1", batch, {10, 1}, false, false, Kind::sgd);
  for (int64_t batch : {1, 16, 64}) training("W2", batch, {2, 16, 16, 1}, true, false, Kind::adam);
  training("W3", 32, {32, 64, 64, 10}, false, true, Kind::adam);
  for (int64_t batch : {32, 128}) training("W4", batch, {784, 128, 10}, false, true, Kind::adam);
  training("W5", 128, {784, 512, 512, 10}, false, true, Kind::adamw);
  training("W6", 256, {1024, 1024, 1024, 1024, 10}, false, true, Kind::adam);
  recurrent(32);
  stock_update<torch::optim::SGD>("Sgd 64 K", torch::optim::SGDOptions(1e-3));
  stock_update<torch::optim::Adam>("Adam 64 K", torch::optim::AdamOptions());
  stock_update<torch::optim::AdamW>("AdamW 64 K", torch::optim::AdamWOptions());
  stock_update<torch::optim::Adagrad>("AdaGrad 64 K", torch::optim::AdagradOptions());
  stock_update<torch::optim::RMSprop>("RmsProp 64 K", torch::optim::RMSpropOptions());
  losses();
  update("W8 Adam 1 M", 1'000'000);
  update("W8 Adam 10 M", 10'000'000);
  inference("W3 inference", {32, 64, 64, 10});
  inference("W4 inference", {784, 128, 10});
}
