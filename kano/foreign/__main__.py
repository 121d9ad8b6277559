"""The child: `kano.readers.child` starts this file by its path, bare of settings and packages."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[2]))

    from kano.foreign.main import main

    main()
