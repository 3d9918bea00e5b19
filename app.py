"""Both faces of one file: imported it is the ASGI app with our routes, run as a page script the page list by role."""

if __name__ != "__main__":
    from streamlit import App

    from insight.web.app_routes import routes
    from insight.web.middleware import middleware
    from insight.wiring import web_services

    _services = web_services()
    app = App(__file__, routes=routes(_services), middleware=middleware(_services))
else:
    from pages.parts.frame import navigate

    navigate()
