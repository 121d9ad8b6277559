"""The whole server in one file: the Streamlit pages, and the phones' pages beside them. `streamlit run app.py`."""

import streamlit as st

from kano.ui.shell import main

if __name__ == "__main__":  # Streamlit runs this file for every view of a page
    main()
else:  # the server imports it once
    from kano.ui.server import beside

    app = st.App(__file__, **beside())
