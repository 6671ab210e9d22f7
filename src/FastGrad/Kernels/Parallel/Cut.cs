using FastGrad.Threading;

namespace FastGrad.Kernels;

/// <summary>How a matrix of results is cut into parts: across its rows or across its columns, whichever leaves fewer threads waiting.</summary>
internal readonly struct Cut
{
    /// <summary>Rows of a part are a multiple of this, so that tiles of few rows stay rare.</summary>
    public const int RowGranule = 8;

    private readonly int _rows, _columns, _columnGranule;
    private readonly bool _acrossRows;

    /// <param name="rows">Of the result.</param>
    /// <param name="columns">Of the result.</param>
    /// <param name="columnGranule">Columns that stay together.</param>
    /// <param name="parts">How many parts there will be.</param>
    /// <param name="prefersRows">Whether rows are cut where both ways are equally good.</param>
    public Cut(int rows, int columns, int columnGranule, int parts, bool prefersRows)
    {
        _rows = rows;
        _columns = columns;
        _columnGranule = columnGranule;
        double byRows = Share.Balance(rows, RowGranule, parts), byColumns = Share.Balance(columns, columnGranule, parts);
        _acrossRows = prefersRows ? byRows >= byColumns : byRows > byColumns;
    }

    /// <summary>The most parts that have something to do.</summary>
    public static int Parts(int rows, int columns, int columnGranule) =>
        Math.Max(Share.Granules(rows, RowGranule), Share.Granules(columns, columnGranule));

    /// <summary>A part's rows and columns.</summary>
    /// <returns>Each the first and the one past the last.</returns>
    public ((int From, int To) Rows, (int From, int To) Columns) Of(int part, int parts) =>
        _acrossRows
            ? (Share.Of(_rows, RowGranule, part, parts), (0, _columns))
            : ((0, _rows), Share.Of(_columns, _columnGranule, part, parts));
}
