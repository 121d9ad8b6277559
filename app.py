"""The app: `streamlit run app.py`."""

from kano.ui.shell import main

main()
