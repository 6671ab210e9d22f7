namespace FastGrad.Training;

/// <summary>Is shown a setting of an optimizer, and may change it.</summary>
/// <param name="name">The setting's, such as <c>Beta1</c>.</param>
/// <param name="value">What it is; NaN where it has no default and nobody has set it.</param>
/// <returns>What it becomes; null to leave it.</returns>
public delegate double? SettingExchange(string name, double value);
