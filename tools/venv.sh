# Sourced by ./run and ./test: make .venv from the hashed requirements, once for each set of them.

find_python() {
  local name
  for name in python3 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      if "$name" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "$name"
        return 0
      fi
      echo "Thiếu gói venv của Python. Hãy chạy: sudo apt install python3-venv" >&2
      return 1
    fi
  done
  echo "Cần Python 3.11 trở lên. Hãy chạy: sudo apt install python3 python3-venv" >&2
  return 1
}

# prepare_venv run|dev: the stamp names the sets that are installed, so that a second start costs nothing.
prepare_venv() {
  local set=$1 python stamp wanted
  wanted=$(cat requirements/"$set".txt pyproject.toml | sha256sum | cut -d' ' -f1)
  stamp=.venv/.loa-$set
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x .venv/bin/loa ]; then return 0; fi
  python=$(find_python) || exit 1
  [ -x .venv/bin/python ] || { echo "Tạo môi trường .venv (chỉ lần đầu)…" >&2; "$python" -m venv .venv; }
  echo "Cài các gói cần thiết…" >&2
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/"$set".txt
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
  # The development set holds the other one.
  echo "$wanted" >"$stamp"
}
