"""What the benchmark scripts share: the machine in words, tables as Markdown, and line charts as SVG."""
import datetime, os, re, subprocess


def read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def machine(root):
    """Processor, memory, kernel, JDK, commit and date, one line each."""
    processor = re.search(r"model name\s*: (.*)", read("/proc/cpuinfo"))
    memory = int(re.search(r"MemTotal:\s*(\d+)", read("/proc/meminfo"))[1]) / 1048576
    version = subprocess.run([root + "/wardtap", "version"], capture_output=True, text=True).stdout
    jdk = re.search(r"^jdk\s+(.*)$", version, re.M)
    commit = re.search(r"^commit\s+(\S+)", version, re.M)
    load = read("/proc/loadavg").split()
    return [
        f"- processor: {processor[1] if processor else 'unknown'}, {os.cpu_count()} cores; memory {memory:.1f} GiB",
        f"- kernel {os.uname().release}; JDK {jdk[1] if jdk else 'unknown'}; commit {commit[1] if commit else 'unknown'}",
        f"- {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC; load when it began: {load[0]} (others were at work if above 1)",
    ]


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]


def fit(points):
    """Slope and mean of y by least squares."""
    n, mean_x, mean_y = len(points), sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return (sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if n > 1 and spread else 0.0), mean_y


def label(value):
    for limit, unit in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= limit:
            return f"{value / limit:g}{unit}"
    return f"{value:.3g}"


def ticks(top):
    step = 10 ** len(str(int(top))) / 10 if top >= 1 else 0.1
    while top / step < 4:
        step /= 2
    return [i * step for i in range(int(top / step) + 1)]


def chart(title, x_title, y_title, series, logarithmic=False):
    """One chart as an SVG group: series is {name: [(x, y), …]}."""
    import math
    width, height, left, right, top, bottom = 640, 280, 64, 150, 34, 44
    points = [p for line in series.values() for p in line]
    if not points:
        return "", 0
    scale = math.log10 if logarithmic else float
    low, high = min(scale(x) for x, _ in points), max(scale(x) for x, _ in points)
    most = max(y for _, y in points) * 1.1 or 1
    place_x = lambda x: left + (scale(x) - low) / ((high - low) or 1) * (width - left - right)
    place_y = lambda y: height - bottom - y / most * (height - top - bottom)
    colours = ["#1f5fa8", "#c2571a", "#2f7d3b", "#7b3fa0", "#a02c2c", "#555555"]
    out = [f'<rect width="{width}" height="{height}" fill="white"/>', f'<text x="{left}" y="20" font-size="14" font-weight="bold">{title}</text>']
    for y in ticks(most):
        out.append(f'<path d="M{left} {place_y(y):.1f}H{width - right}" stroke="#dddddd"/>')
        out.append(f'<text x="{left - 6}" y="{place_y(y) + 4:.1f}" text-anchor="end">{label(y)}</text>')
    shown = sorted({x for x, _ in points})
    if not logarithmic:
        shown = ticks(max(shown))
    for x in shown:
        if low <= scale(x) <= high if x > 0 or not logarithmic else False:
            out.append(f'<text x="{place_x(x):.1f}" y="{height - bottom + 16}" text-anchor="middle">{label(x)}</text>')
    out.append(f'<text x="{(left + width - right) / 2}" y="{height - 8}" text-anchor="middle">{x_title}</text>')
    out.append(f'<text transform="translate(14,{(top + height - bottom) / 2}) rotate(-90)" text-anchor="middle">{y_title}</text>')
    for i, (name, line) in enumerate(series.items()):
        colour = colours[i % len(colours)]
        path = " ".join(f"{place_x(x):.1f},{place_y(y):.1f}" for x, y in line)
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        if len(line) <= 12:
            out += [f'<circle cx="{place_x(x):.1f}" cy="{place_y(y):.1f}" r="3" fill="{colour}"/>' for x, y in line]
        out.append(f'<path d="M{width - right + 10} {top + 14 * i + 8}h16" stroke="{colour}" stroke-width="2"/>')
        out.append(f'<text x="{width - right + 30}" y="{top + 14 * i + 12}">{name}</text>')
    return "\n".join(out), height


def svg(path, charts):
    """Charts below one another, as a file."""
    parts, y = [], 0
    for group, height in charts:
        if height:
            parts.append(f'<g transform="translate(0,{y})">\n{group}\n</g>')
            y += height + 8
    with open(path, "w") as file:
        file.write(f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="{y}" font-family="sans-serif" font-size="11">\n' + "\n".join(parts) + "\n</svg>\n")
