"""Ask a case on a page: ``streamlit run page.py``."""

import streamlit as st
from matplotlib.figure import Figure

import coalition as co


@st.cache_data
def read(data: bytes, name: str) -> co.Coalition:
    """Read an uploaded file, once for all who upload the same."""
    return co.loads_case(data, name)


@st.cache_data(hash_funcs={co.Coalition: co.dumps_case})
def decisions(case: co.Coalition, rule: str) -> tuple[co.Decision, ...]:
    """Decide every proposal, once for each case and rule."""
    return tuple(co.decisions(case, rule=rule))


@st.cache_data(hash_funcs={co.Coalition: co.dumps_case})
def split(case: co.Coalition, topic: str | None) -> co.Split:
    """Find who stands with whom, once for each case and topic."""
    return co.split(case, topic)


st.title("Who stands with whom, who blocks what")
name = st.selectbox("Case", co.list_cases())
upload = st.file_uploader("or a case file", type="toml")
date = st.text_input("As of", placeholder="2023-07")
rule = st.text_input("Rule", "unanimity")

try:
    whole = read(upload.getvalue(), upload.name) if upload else co.load_case(name)
    case = whole.at(date) if date else whole
    decided = decisions(case, rule)
except co.CoalitionError as error:
    st.error(str(error))
    st.stop()

st.header("Who stands with whom")
topic = st.selectbox("Topic", case.topics)
st.text(split(case, topic))
picture = Figure()
co.plot.agreement(case, topic, ax=picture.add_subplot())
st.pyplot(picture)

st.header("Who blocks what")
for decision in decided:
    st.text(decision)
